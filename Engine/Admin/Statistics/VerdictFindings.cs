using Engine.Protocol.Bodies;

namespace Engine.Admin.Statistics;

/// <summary>Puts together the evidence behind verdicts, with the numbers that led to them. Pure.</summary>
internal static class VerdictFindings
{
    public static readonly VerdictEvidence AllConsumed = new(VerdictKind.AllConsumed);
    public static readonly VerdictEvidence FewLeft = new(VerdictKind.FewLeft);
    public static readonly VerdictEvidence RecentlyConsumed = new(VerdictKind.RecentlyConsumed);
    public static readonly VerdictEvidence KeepsPace = new(VerdictKind.KeepsPace);

    public static VerdictEvidence NoLag(GroupFigures group, QueueFigures queue) =>
        group.Model == MessageModel.Broadcasting ? new(VerdictKind.KeptByClients)
        : queue.ConsumerOffset is null ? new(VerdictKind.NoOffset)
        : new(VerdictKind.BeyondEnd) { From = queue.ConsumerOffset, To = queue.BrokerOffset };

    public static VerdictEvidence Reset(QueueFigures queue, long lag, DateTimeOffset now) =>
        new(VerdictKind.Reset) { Length = Step(now - queue.ResetAt), Lag = lag };

    public static VerdictEvidence WentBack(OffsetSetback setback, long lag, DateTimeOffset now) =>
        new(VerdictKind.WentBack) { From = setback.From, To = setback.To, Length = Step(now - setback.At), Lag = lag };

    public static VerdictEvidence Stopped(GroupFigures group, QueueFigures queue, long lag, TimeSpan? timeLag)
    {
        VerdictEvidence why = group.IsSwitchedOff(queue) ? new(VerdictKind.SwitchedOff) { Name = queue.Queue.BrokerName }
            : group.Members.Count == 0 ? new(VerdictKind.NoMember)
            : new(VerdictKind.NotSubscribed) { Name = queue.Queue.Topic };
        return why with { Lag = lag, Oldest = Step(timeLag) };
    }

    public static VerdictEvidence Stalled(QueueFigures queue, long lag, QueueTrend trend, DateTimeOffset now) =>
        new(VerdictKind.NoProgress)
        {
            QueueId = queue.Queue.QueueId,
            Length = Step(trend.UnmovedFor),
            IsAtLeast = trend.IsUnmovedLonger,
            Lag = lag,
            Owner = queue.Owner,
            PulledAgo = queue.Owner is null ? null : Step(now - queue.LastPulledAt),
            InFlight = queue.Owner is not null && QueueInFlight.Of(queue) is > 0 and { } inFlight ? inFlight : null,
        };

    public static VerdictEvidence Growing(QueueTrend trend) => OfLags(VerdictKind.Growing, trend);

    public static VerdictEvidence NotShrinking(QueueTrend trend) => OfLags(VerdictKind.NotShrinking, trend);

    public static VerdictEvidence TooFewSamples(QueueTrend trend) => new(VerdictKind.TooFewSamples) { Length = Step(trend.SeenFor) };

    public static VerdictEvidence NotMovedYet(QueueTrend trend) => new(VerdictKind.NotMovedYet) { Length = Step(trend.SeenFor) };

    /// <summary>Two members that pull one queue; null when there is one, or queues change hands, or all are to read all.</summary>
    public static (string? Owner, string Rival)? Conflict(GroupFigures group, QueueFigures queue) =>
        queue.Rival is null || group.Model == MessageModel.Broadcasting
            || group.SampledAt - group.MembersChangedAt < GroupStateRule.RebalanceTime
            ? null
            : (queue.Owner, queue.Rival);

    private static VerdictEvidence OfLags(VerdictKind kind, QueueTrend trend) =>
        new(kind) { From = trend.EarlyLag, To = trend.LateLag, Length = Step(trend.SeenFor) };

    private static TimeSpan? Step(TimeSpan? length) => length is { } some ? TimeSteps.Of(some) : null;
}
