namespace Engine.Store.Log;

/// <summary>Kinds of reasons for which a store takes no messages, the one that is told first on top.</summary>
internal enum WriteStopKind
{
    /// <summary>The store's folder, or the log's, is not there any more.</summary>
    FolderGone,

    /// <summary>The disk of the store's folder is nearly full.</summary>
    DiskFull,
}
