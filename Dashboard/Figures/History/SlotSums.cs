namespace Dashboard.Figures.History;

/// <summary>
/// The sums of some of a group's queues by slot, over whole chunks. A queue that lacks a slot is gone, or not made yet, where the group's
/// total has that slot, as the total is only there when every queue is; elsewhere its broker was silent, and the sum is unknown.
/// </summary>
internal sealed class SlotSums(long firstChunk, long lastChunk)
{
    private readonly (HistoryValues Sum, int Series)[] _sums =
        new (HistoryValues, int)[(lastChunk - firstChunk + 1) * HistoryTier.SlotsPerChunk];

    private readonly long _firstSlot = firstChunk * HistoryTier.SlotsPerChunk;
    private int _series;

    /// <summary>Adds one queue.</summary>
    internal void Add(IReadOnlyList<SlotValues> series)
    {
        _series++;
        foreach (var (slot, values) in series)
        {
            ref var sum = ref _sums[slot - _firstSlot];
            sum = (sum.Series == 0 ? values : Plus(sum.Sum, values), sum.Series + 1);
        }
    }

    /// <summary>Slots whose sum is known, oldest first.</summary>
    internal IReadOnlyList<SlotValues> Known(IReadOnlyList<SlotValues> total)
    {
        var whole = total.Select(one => one.Slot).ToHashSet();
        return
        [
            .. _sums.Select((sum, index) => (Slot: _firstSlot + index, sum.Sum, sum.Series))
                .Where(one => one.Series > 0 && (one.Series == _series || whole.Contains(one.Slot)))
                .Select(one => new SlotValues(one.Slot, one.Sum)),
        ];
    }

    private static HistoryValues Plus(in HistoryValues one, in HistoryValues other) => new(
        Plus(one.Lag, other.Lag),
        Plus(one.BrokerOffset, other.BrokerOffset),
        Plus(one.ConsumerOffset, other.ConsumerOffset),
        Plus(one.ProduceHundredths, other.ProduceHundredths),
        Plus(one.ConsumeHundredths, other.ConsumeHundredths));

    private static long? Plus(long? one, long? other) => one is null ? other : one + (other ?? 0);
}
