using System.Runtime.InteropServices;

namespace Engine.Persistence;

/// <summary>Makes renames and new files in a folder durable, where the system knows such a thing (Unix).</summary>
internal static class FolderFlush
{
    private const int ReadOnly = 0;

    /// <summary>Flushes the folder's entries to disk.</summary>
    /// <returns>False where it is not possible; the files' contents are durable all the same.</returns>
    internal static bool TryFlush(string folder)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            return false;
        }

        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
        {
            return false;
        }

        var flushed = Flush(descriptor) == 0;
        _ = Close(descriptor);
        return flushed;
    }

    [DllImport("libc", EntryPoint = "open", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Flush(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Close(int descriptor);
}
