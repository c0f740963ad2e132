namespace Engine.Store.Keys;

/// <summary>What a start sees of an index file before it opens it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Header">Its header; of a file too short for one the default value.</param>
internal readonly record struct IndexFileFacts(string Name, long Length, IndexHeader Header);
