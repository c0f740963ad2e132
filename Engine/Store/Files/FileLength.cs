using Microsoft.Win32.SafeHandles;

namespace Engine.Store.Files;

/// <summary>
/// Sets the length of a file. A length that the file system or a limit on the process (RLIMIT_FSIZE) does not allow is an I/O error here;
/// <see cref="RandomAccess.SetLength"/> takes it for a wrong argument.
/// </summary>
internal static class FileLength
{
    /// <exception cref="IOException">The system refused; the message names the file.</exception>
    internal static void Set(SafeFileHandle file, long length, string path)
    {
        try
        {
            RandomAccess.SetLength(file, length);
        }
        catch (ArgumentOutOfRangeException tooLong)
        {
            throw new IOException(
                $"{path} cannot be made {length} bytes long: its file system, or a limit on this process, does not allow it.", tooLong);
        }
    }
}
