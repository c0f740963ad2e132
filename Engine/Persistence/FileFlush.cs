using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Engine.Persistence;

/// <summary>
/// Brings a file's content to the disk itself. <see cref="RandomAccess.FlushToDisk"/> takes a read-only file system for one that needs no
/// flush; on Linux that is the answer of one that shut itself off after an error, with data still unwritten, so here it is a refusal.
/// </summary>
internal static class FileFlush
{
    private const int Interrupted = 4;
    private const int Invalid = 22;
    private const int NotSupported = 95;

    /// <summary>Returns when the content is on the disk.</summary>
    /// <exception cref="IOException">The disk refused, and what was written since the last flush may be lost.</exception>
    internal static void ToDisk(SafeFileHandle file, string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }

        while (Flush(file) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error == Interrupted)
            {
                continue;
            }

            if (IsRefusal(error))
            {
                throw new IOException($"{path} could not be brought to the disk: {Marshal.GetPInvokeErrorMessage(error)}", error);
            }

            return;
        }
    }

    /// <summary>Whether an error of fsync means lost data: all but those of files that know no flush.</summary>
    internal static bool IsRefusal(int error) => error is not (Invalid or NotSupported);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Flush(SafeFileHandle file);
}
