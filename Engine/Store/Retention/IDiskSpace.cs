namespace Engine.Store.Retention;

/// <summary>How full the disk of a folder is.</summary>
internal interface IDiskSpace
{
    /// <exception cref="IOException">The folder is gone, or the system does not say.</exception>
    DiskSpace Measure(string folder);
}
