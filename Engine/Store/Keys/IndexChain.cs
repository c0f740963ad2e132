namespace Engine.Store.Keys;

/// <summary>
/// Walks the items of a key's slot in one file, newest first. An item that cannot be there (not counted, of another slot, not older than
/// the one before) ends the walk, so that a damaged chain neither misleads nor runs in a circle.
/// </summary>
internal ref struct IndexChain
{
    private readonly IndexFile _file;
    private readonly int _slot;
    private int _next;

    internal IndexChain(IndexFile file, int keyHash)
    {
        _file = file;
        _slot = file.Shape.SlotOf(keyHash);
        _next = file.ReadHead(_slot);
        IsBroken = _next < 0 || _next >= file.Count;
    }

    internal IndexItem Current { get; private set; }

    /// <summary>Seconds between the file's first message and the current item's.</summary>
    internal int Seconds { get; private set; }

    /// <summary>Whether the walk met something that cannot be.</summary>
    internal bool IsBroken { get; private set; }

    /// <exception cref="IOException">The next item cannot be read.</exception>
    internal bool MoveNext()
    {
        if (_next == 0 || IsBroken)
        {
            return false;
        }

        var item = _file.ReadItem(_next);
        if (item.KeyHash < 0 || _file.Shape.SlotOf(item.KeyHash) != _slot || item.Previous < 0 || item.Previous >= _next)
        {
            IsBroken = true;
            return false;
        }

        // In a file's first item RocketMQ counts from the end of the file before.
        Seconds = _next == IndexHeader.FirstItem ? 0 : item.Seconds;
        _next = item.Previous;
        Current = item;
        return true;
    }
}
