namespace Dashboard.Figures.History;

/// <summary>
/// One resolution of the history. Time is cut into slots of one step; 60 slots are a chunk, which is one row of the database.
/// </summary>
/// <param name="Number">0 is the finest; part of the key of a stored chunk.</param>
/// <param name="Step">Length of a slot.</param>
/// <param name="Kept">How far back it reaches at most.</param>
internal sealed record HistoryTier(int Number, TimeSpan Step, TimeSpan Kept)
{
    internal const int SlotsPerChunk = 60;

    internal static readonly HistoryTier Seconds = new(0, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15));
    internal static readonly HistoryTier TenSeconds = new(1, TimeSpan.FromSeconds(10), TimeSpan.FromHours(6));
    internal static readonly HistoryTier Minutes = new(2, TimeSpan.FromMinutes(1), TimeSpan.FromDays(7));

    /// <summary>The finest first.</summary>
    internal static IReadOnlyList<HistoryTier> All { get; } = [Seconds, TenSeconds, Minutes];

    internal long SlotOf(DateTimeOffset at) => Math.DivRem(at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks, Step.Ticks).Quotient;

    internal DateTimeOffset StartOf(long slot) => DateTimeOffset.UnixEpoch + (slot * Step);

    internal long ChunkOf(DateTimeOffset at) => SlotOf(at) / SlotsPerChunk;
}
