using System.Globalization;
using Engine.Protocol.Bodies;

namespace Engine.Admin.Statistics;

/// <summary>
/// The sentences behind verdicts, with the numbers that led to them. Lengths of time are told in steps, so that a sentence about a
/// queue at rest does not change with every sample.
/// </summary>
internal static class VerdictSentence
{
    public const string AllConsumed = "Everything is consumed.";
    public const string FewLeft = "Few messages wait, and not for long.";
    public const string RecentlyConsumed = "Everything was consumed within the last minute.";
    public const string KeepsPace = "The group keeps pace or catches up.";

    public static string NoLag(GroupFigures group, QueueFigures queue) =>
        group.Model == MessageModel.Broadcasting ? "A broadcasting group's offsets are kept by each client."
        : queue.ConsumerOffset is null ? "The group never committed an offset on this queue."
        : Text($"The consumer offset {queue.ConsumerOffset} is beyond the broker offset {queue.BrokerOffset}.");

    public static string Reset(QueueFigures queue, long lag, DateTimeOffset now) =>
        Text($"The offset was reset {Ago(now - queue.ResetAt)}; {Count(lag)} {Wait(lag)}.");

    public static string WentBack(OffsetSetback setback, long lag, DateTimeOffset now) =>
        Text($"The offset went back from {setback.From:N0} to {setback.To:N0} {Ago(now - setback.At)}, and not by a reset; ")
        + Text($"{Count(lag)} {Wait(lag)}.");

    public static string Stopped(GroupFigures group, QueueFigures queue, long lag, TimeSpan? timeLag)
    {
        var why = group.IsSwitchedOff(queue) ? $"Consumption of this group is switched off on {queue.Queue.BrokerName}"
            : group.Members.Count == 0 ? "No consumer of this group is connected"
            : $"The latest heartbeat of this group does not subscribe {queue.Queue.Topic}";
        var since = timeLag is { } length ? $", the oldest for {Steps(length)}" : string.Empty;
        return $"{why} while {Count(lag)} {Wait(lag)}{since}.";
    }

    public static string Stalled(QueueFigures queue, long lag, QueueTrend trend, DateTimeOffset now)
    {
        var atLeast = trend.IsUnmovedLonger ? "at least " : string.Empty;
        return $"No progress for {atLeast}{Steps(trend.UnmovedFor)} on Q{queue.Queue.QueueId} while {Count(lag)} {Wait(lag)}; "
            + $"{Owner(queue, now)}.";
    }

    public static string Growing(QueueTrend trend) =>
        Text($"More arrives than is consumed: the lag grew from {trend.EarlyLag:N0} to {trend.LateLag:N0} within {Steps(trend.SeenFor)}.");

    public static string NotShrinking(QueueTrend trend) =>
        Text($"The group does not catch up: the lag is {trend.LateLag:N0} after {trend.EarlyLag:N0} {Steps(trend.SeenFor)} before.");

    public static string TooFewSamples(QueueTrend trend) =>
        $"Watched for {Steps(trend.SeenFor)} only: too short to tell whether the group catches up.";

    public static string NotMovedYet(QueueTrend trend) => $"Watched for {Steps(trend.SeenFor)} only, without progress so far.";

    /// <summary>Names two members that pull one queue; null when there is one, or queues change hands, or all are to read all.</summary>
    public static string? Rival(GroupFigures group, QueueFigures queue) =>
        queue.Rival is null || group.Model == MessageModel.Broadcasting
            || group.SampledAt - group.MembersChangedAt < GroupStateRule.RebalanceTime
            ? null
            : $"Conflict: {queue.Owner} and {queue.Rival} both pull this queue.";

    private static string Owner(QueueFigures queue, DateTimeOffset now)
    {
        if (queue.Owner is not { } owner)
        {
            return "no member reads it";
        }

        var pulled = queue.LastPulledAt is { } at ? $" last pulled {Ago(now - at)}" : " reads it";
        return QueueInFlight.Of(queue) is > 0 and { } inFlight ? $"{owner}{pulled} and has {Count(inFlight)} in hand" : owner + pulled;
    }

    private static string Count(long messages) => Text($"{messages:N0} {(messages == 1 ? "message" : "messages")}");

    private static string Wait(long messages) => messages == 1 ? "waits" : "wait";

    private static string Ago(TimeSpan? length) =>
        length is { } some && some >= TimeSpan.FromSeconds(5) ? $"{Steps(some)} ago" : "just now";

    /// <summary>5 s, 10 s … 115 s, 2 m, 3 m … 119 m, 2 h …</summary>
    private static string Steps(TimeSpan length) => length.TotalSeconds switch
    {
        < 120 and var seconds => Text($"{Math.Max(0, (int)(seconds / 5) * 5)} s"),
        < 7200 and var seconds => Text($"{(int)(seconds / 60)} m"),
        var seconds => Text($"{(int)(seconds / 3600)} h"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
