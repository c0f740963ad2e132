namespace Dashboard.Figures.History;

/// <summary>One series as far as it is in memory: every sample goes into its three tiers. Not safe for many threads.</summary>
internal sealed class SeriesTrack(SeriesName name)
{
    private readonly TierTrack[] _tiers = [new(), new(), new()];
    private SlotFold _tenSeconds;
    private SlotFold _minute;

    internal SeriesName Name { get; } = name;

    /// <summary>When it was seen last.</summary>
    internal DateTimeOffset SeenAt { get; private set; }

    internal long Dropped => _tiers.Sum(tier => tier.Dropped);

    internal void Add(DateTimeOffset at, in HistoryValues values)
    {
        SeenAt = at;
        _tiers[0].Append(HistoryTier.Seconds.SlotOf(at), values);
        Fold(ref _tenSeconds, HistoryTier.TenSeconds, at, values);
        Fold(ref _minute, HistoryTier.Minutes, at, values);
    }

    /// <summary>Slots that are not over count as they are: nothing more comes.</summary>
    internal void End()
    {
        Finish(ref _tenSeconds, HistoryTier.TenSeconds);
        Finish(ref _minute, HistoryTier.Minutes);
    }

    internal TierTrack In(HistoryTier tier) => _tiers[tier.Number];

    private void Fold(ref SlotFold fold, HistoryTier tier, DateTimeOffset at, in HistoryValues values)
    {
        var slot = tier.SlotOf(at);
        if (fold.Slot == slot)
        {
            fold.Add(values);
            return;
        }

        Finish(ref fold, tier);
        fold = SlotFold.Begin(slot, values);
    }

    private void Finish(ref SlotFold fold, HistoryTier tier)
    {
        if (fold.Slot is { } slot)
            _tiers[tier.Number].Append(slot, fold.Values);

        fold = default;
    }
}
