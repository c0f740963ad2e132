namespace Engine.Store.Keys;

/// <summary>What the key index must know of the store to be opened.</summary>
/// <param name="Noted">What was noted of it beside the store, or null.</param>
/// <param name="LogStart">The log's first byte.</param>
/// <param name="LogEnd">Behind the last record that recovery found.</param>
/// <param name="IsClean">Whether the store was closed cleanly.</param>
internal sealed record IndexOpening(KeyCatalog? Noted, long LogStart, long LogEnd, bool IsClean);
