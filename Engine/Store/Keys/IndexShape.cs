namespace Engine.Store.Keys;

/// <summary>How many slots and items an index file has; its length follows. Mirrors <c>IndexFile</c> (message-format §8.2).</summary>
/// <param name="Slots">Hash slots, 1 or more.</param>
/// <param name="Items">Places for items, 2 or more: place 0 stays empty, since 0 in a slot means none.</param>
internal readonly record struct IndexShape(int Slots, int Items)
{
    internal const int HeaderBytes = 40;
    internal const int SlotBytes = 4;

    /// <summary>What a RocketMQ broker writes when it is not told otherwise.</summary>
    internal static readonly IndexShape Usual = new(5_000_000, 20_000_000);

    internal long FileBytes => ItemAt(Items);

    internal static long SlotAt(int slot) => HeaderBytes + ((long)slot * SlotBytes);

    internal long ItemAt(long number) => HeaderBytes + ((long)Slots * SlotBytes) + (number * IndexItem.Bytes);

    internal int SlotOf(int keyHash) => keyHash % Slots;
}
