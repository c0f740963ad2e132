namespace Dashboard.Figures.History;

/// <summary>The sums of several series by slot, over whole chunks; unknown where none of them knows.</summary>
internal sealed class SlotSums(long firstChunk, long lastChunk)
{
    private readonly HistoryValues?[] _sums = new HistoryValues?[(lastChunk - firstChunk + 1) * HistoryTier.SlotsPerChunk];
    private readonly long _firstSlot = firstChunk * HistoryTier.SlotsPerChunk;

    /// <summary>Slots in which at least one series has something, oldest first.</summary>
    internal IReadOnlyList<SlotValues> Slots =>
        [.. _sums.Select((sum, index) => (Slot: _firstSlot + index, Sum: sum)).Where(one => one.Sum is not null)
            .Select(one => new SlotValues(one.Slot, one.Sum!.Value))];

    internal void Add(IReadOnlyList<SlotValues> series)
    {
        foreach (var (slot, values) in series)
        {
            ref var sum = ref _sums[slot - _firstSlot];
            sum = sum is { } before ? Plus(before, values) : values;
        }
    }

    private static HistoryValues Plus(in HistoryValues one, in HistoryValues other) => new(
        Plus(one.Lag, other.Lag),
        Plus(one.BrokerOffset, other.BrokerOffset),
        Plus(one.ConsumerOffset, other.ConsumerOffset),
        Plus(one.ProduceHundredths, other.ProduceHundredths),
        Plus(one.ConsumeHundredths, other.ConsumeHundredths));

    private static long? Plus(long? one, long? other) => one is null ? other : one + (other ?? 0);
}
