namespace Engine.Persistence;

/// <summary>
/// A file and its backup are there, at least one of them, and neither can be used. Starting with empty content would lose data.
/// </summary>
internal sealed class UnreadableFileException : IOException
{
    /// <summary>Names both files and what is wrong with each.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fault">What is wrong with it.</param>
    /// <param name="backupPath">Its backup.</param>
    /// <param name="backupFault">What is wrong with the backup.</param>
    internal UnreadableFileException(string path, string fault, string backupPath, string backupFault)
        : base($"Neither {path} ({fault}) nor {backupPath} ({backupFault}) can be used. Restore one, or remove both to start empty.")
    {
    }
}
