namespace Engine.Broker.Transactions;

/// <summary>One round through the half messages.</summary>
/// <param name="nowMs">When it began, ms since 1970.</param>
/// <param name="start">The first offset that it looks at.</param>
/// <param name="max">Where the queue ended then: what comes during the round is for the next one.</param>
internal sealed class CheckRound(long nowMs, long start, long max)
{
    /// <summary>The marks of one round take a bit for each.</summary>
    public const int MostHalves = 64 * 1024 * 1024;

    private const int MostBegun = 256 * 1024;

    private readonly HashSet<long> _begun = [];

    public long NowMs { get; } = nowMs;

    public long Start { get; } = start;

    /// <summary>The first offset that is not its business.</summary>
    public long End { get; } = Math.Max(start, Math.Min(max, start + MostHalves));

    /// <summary>
    /// False when this round has dealt with the message already, as another copy of it. It remembers so many and takes later ones for new:
    /// their producers may be asked twice.
    /// </summary>
    /// <param name="firstOffset">The queue offset under which the half message came first.</param>
    public bool TryBegin(long firstOffset) => _begun.Count >= MostBegun ? !_begun.Contains(firstOffset) : _begun.Add(firstOffset);
}
