using Engine.Persistence;

namespace Engine.Store.Files;

/// <summary>Takes a store's folder for this process, or says plainly why that cannot be.</summary>
internal static class StoreFolder
{
    /// <summary>Makes the folder if need be and locks it.</summary>
    /// <exception cref="DataFolderInUseException">Another process, or another store of this one, works on the folder.</exception>
    /// <exception cref="StoreException">The folder cannot be written, or something else stands in the place of its parts.</exception>
    internal static FolderLock Take(string folder)
    {
        DemandKinds(new StorePaths(folder));
        try
        {
            return FolderLock.Acquire(folder);
        }
        catch (DataFolderInUseException)
        {
            throw;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw CannotBeUsed(folder, refused);
        }
    }

    internal static StoreException CannotBeUsed(string folder, Exception refused) => new(
        $"The store's folder {Path.GetFullPath(folder)} cannot be used: {refused.Message} Make it writable for this process, see"
        + " that its disk has room, or choose another folder.",
        refused);

    private static void DemandKinds(StorePaths paths)
    {
        string[] folders = [paths.Folder, paths.CommitLog, paths.ConsumeQueues, paths.Index];
        if (folders.FirstOrDefault(File.Exists) is { } file)
        {
            throw new StoreException($"{file} is a file, and a folder of the store belongs there. Move it away.");
        }

        string[] files = [paths.Lock, paths.Abort, paths.Checkpoint, paths.QueueCatalog, paths.QueueCatalog + ".bak"];
        if (files.FirstOrDefault(Directory.Exists) is { } folder)
        {
            throw new StoreException($"{folder} is a folder, and a file of the store belongs there. Move it away.");
        }
    }
}
