namespace Engine.Broker.Transactions;

/// <summary>One round through the half messages.</summary>
/// <param name="nowMs">When it began, ms since 1970.</param>
/// <param name="end">The first offset that is not its business: what comes during the round is for the next one.</param>
internal sealed class CheckRound(long nowMs, long end)
{
    private readonly HashSet<long> _begun = [];

    public long NowMs { get; } = nowMs;

    public long End { get; } = end;

    /// <summary>False when this round has dealt with the message already, as another copy of it.</summary>
    /// <param name="firstOffset">The queue offset under which the half message came first.</param>
    public bool TryBegin(long firstOffset) => _begun.Add(firstOffset);
}
