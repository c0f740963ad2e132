namespace Engine.Persistence;

/// <summary>Another process, or another store of this one, works on a data folder.</summary>
internal sealed class DataFolderInUseException : IOException
{
    /// <summary>Names the folder.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="inner">What the system reported.</param>
    internal DataFolderInUseException(string folder, Exception inner)
        : base($"The data folder {folder} is in use by another process. Stop that process, or choose another folder.", inner)
    {
        Folder = folder;
    }

    /// <summary>The data folder.</summary>
    internal string Folder { get; }
}
