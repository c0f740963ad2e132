using System.Runtime.InteropServices;

namespace Engine.Persistence;

/// <summary>Makes renames and new files in a folder durable, where the system knows such a thing (Unix).</summary>
internal static class FolderFlush
{
    private const int ReadOnly = 0;
    private const int Interrupted = 4;
    private const int IoError = 5;
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;

    /// <summary>
    /// Flushes the folder's entries to disk. Where the system or the file system cannot flush a folder it does nothing: the files' contents
    /// are durable all the same.
    /// </summary>
    /// <exception cref="IOException">The disk refused; names that were made, changed or removed may be lost.</exception>
    internal static void ToDisk(string folder)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            return;
        }

        var descriptor = Open(folder, ReadOnly);
        var error = descriptor < 0 ? Marshal.GetLastPInvokeError() : FlushAndClose(descriptor);
        if (IsRefusal(error))
        {
            throw new IOException($"The folder {folder} could not be brought to the disk: {Marshal.GetPInvokeErrorMessage(error)}", error);
        }
    }

    /// <summary>Whether an error means lost names. All others are those of file systems that know no flush of folders.</summary>
    internal static bool IsRefusal(int error) => error is IoError or NoSpace or ReadOnlyFileSystem;

    private static int FlushAndClose(int descriptor)
    {
        int error;
        do
        {
            error = Flush(descriptor) == 0 ? 0 : Marshal.GetLastPInvokeError();
        }
        while (error == Interrupted);

        _ = Close(descriptor);
        return error;
    }

    [DllImport(
        "libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Flush(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Close(int descriptor);
}
