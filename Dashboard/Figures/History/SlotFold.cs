namespace Dashboard.Figures.History;

/// <summary>
/// Makes one slot of a coarser tier out of the samples in it: the highest known lag, the last offsets, the mean of the known rates.
/// </summary>
internal struct SlotFold
{
    private HistoryValues _last;
    private long? _lag;
    private (long Sum, int Count) _produced;
    private (long Sum, int Count) _consumed;

    /// <summary>The slot it is in; null before the first sample.</summary>
    internal long? Slot { get; private set; }

    internal readonly HistoryValues Values => _last with
    {
        Lag = _lag,
        ProduceHundredths = Mean(_produced),
        ConsumeHundredths = Mean(_consumed),
    };

    /// <summary>Begins a slot with its first sample.</summary>
    internal static SlotFold Begin(long slot, in HistoryValues values)
    {
        var fold = new SlotFold { Slot = slot };
        fold.Add(values);
        return fold;
    }

    internal void Add(in HistoryValues values)
    {
        _last = values;
        _lag = _lag is { } lag && !(values.Lag > lag) ? lag : values.Lag;
        Add(ref _produced, values.ProduceHundredths);
        Add(ref _consumed, values.ConsumeHundredths);
    }

    private static void Add(ref (long Sum, int Count) mean, long? value)
    {
        if (value is { } known)
            mean = (mean.Sum + known, mean.Count + 1);
    }

    private static long? Mean((long Sum, int Count) mean) => mean.Count == 0 ? null : mean.Sum / mean.Count;
}
