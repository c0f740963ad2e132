namespace Engine.Store.Keys;

/// <summary>What a start knows of the key index before it opens it.</summary>
internal sealed record IndexFacts
{
    public required IndexShape Shape { get; init; }

    /// <summary>The files, oldest first.</summary>
    public required IReadOnlyList<IndexFileFacts> Files { get; init; }

    /// <summary>What was noted beside the store, or null.</summary>
    public required KeyCatalog? Noted { get; init; }

    /// <summary>The log's first byte.</summary>
    public required long LogStart { get; init; }

    /// <summary>Behind the log's last record.</summary>
    public required long LogEnd { get; init; }
}
