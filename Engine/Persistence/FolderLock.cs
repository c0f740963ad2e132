namespace Engine.Persistence;

/// <summary>Holds a data folder for one owner by an exclusive lock on a file in it. A crash releases it; the file itself stays.</summary>
internal sealed class FolderLock : IDisposable
{
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int LockViolation = unchecked((int)0x80070021);
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Takes the folder, creating it if need be.</summary>
    /// <exception cref="DataFolderInUseException">Somebody else holds it.</exception>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    internal static FolderLock Acquire(string folder, string fileName = "lock")
    {
        Directory.CreateDirectory(folder);
        FileStream? file = null;
        try
        {
            file = new FileStream(Path.Combine(folder, fileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

            // Java locks a byte range instead of the file: on Linux the two kinds do not see each other, so take both.
            if (OperatingSystem.IsLinux())
            {
                file.Lock(0, 1);
            }

            return new FolderLock(file);
        }
        catch (IOException taken) when (file is not null || IsTaken(taken))
        {
            file?.Dispose();
            throw new DataFolderInUseException(folder, taken);
        }
    }

    public void Dispose() => _file.Dispose();

    private static bool IsTaken(IOException failure) =>
        failure.HResult is SharingViolation or LockViolation or LinuxWouldBlock or MacWouldBlock;
}
