using System.Globalization;

namespace Engine.Admin.Statistics;

/// <summary>The English sentences of a verdict's evidence.</summary>
internal static class VerdictSentence
{
    public static string Of(VerdictEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var sentence = Alone(evidence);
        return evidence.Conflict is { } conflict
            ? $"{sentence} Conflict: {conflict.Owner} and {conflict.Rival} both pull this queue."
            : sentence;
    }

    private static string Alone(VerdictEvidence evidence) => evidence.Kind switch
    {
        VerdictKind.AllConsumed => "Everything is consumed.",
        VerdictKind.FewLeft => "Few messages wait, and not for long.",
        VerdictKind.RecentlyConsumed => "Everything was consumed within the last minute.",
        VerdictKind.KeepsPace => "The group keeps pace or catches up.",
        VerdictKind.KeptByClients => "A broadcasting group's offsets are kept by each client.",
        VerdictKind.NoOffset => "The group never committed an offset on this queue.",
        VerdictKind.BeyondEnd => Text($"The consumer offset {evidence.From} is beyond the broker offset {evidence.To}."),
        VerdictKind.Reset => $"The offset was reset {Ago(evidence.Length)}; {Waiting(evidence)}.",
        VerdictKind.WentBack => Text($"The offset went back from {evidence.From:N0} to {evidence.To:N0} {Ago(evidence.Length)}, ")
            + $"and not by a reset; {Waiting(evidence)}.",
        VerdictKind.SwitchedOff => $"Consumption of this group is switched off on {evidence.Name} {While(evidence)}.",
        VerdictKind.NoMember => $"No consumer of this group is connected {While(evidence)}.",
        VerdictKind.NotSubscribed => $"The latest heartbeat of this group does not subscribe {evidence.Name} {While(evidence)}.",
        VerdictKind.NoProgress => $"No progress for {(evidence.IsAtLeast ? "at least " : string.Empty)}{Steps(evidence.Length)} "
            + $"on Q{evidence.QueueId} {While(evidence)}; {Owner(evidence)}.",
        VerdictKind.Growing => Text($"More arrives than is consumed: the lag grew from {evidence.From:N0} to {evidence.To:N0} within ")
            + $"{Steps(evidence.Length)}.",
        VerdictKind.NotShrinking => Text($"The group does not catch up: the lag is {evidence.To:N0} after {evidence.From:N0} ")
            + $"{Steps(evidence.Length)} before.",
        VerdictKind.TooFewSamples => $"Watched for {Steps(evidence.Length)} only: too short to tell whether the group catches up.",
        VerdictKind.NotMovedYet => $"Watched for {Steps(evidence.Length)} only, without progress so far.",
        var other => throw new ArgumentOutOfRangeException(nameof(evidence), other, "No sentence for this kind."),
    };

    private static string While(VerdictEvidence evidence) =>
        $"while {Waiting(evidence)}{(evidence.Oldest is { } oldest ? $", the oldest for {Steps(oldest)}" : string.Empty)}";

    private static string Waiting(VerdictEvidence evidence) => $"{Count(evidence.Lag)} {(evidence.Lag == 1 ? "waits" : "wait")}";

    private static string Owner(VerdictEvidence evidence)
    {
        if (evidence.Owner is not { } owner)
        {
            return "no member reads it";
        }

        var reads = evidence.PulledAgo is { } ago ? $"{owner} last pulled {Ago(ago)}" : $"{owner} reads it";
        return evidence.InFlight is { } inFlight ? $"{reads} and has {Count(inFlight)} in hand" : reads;
    }

    private static string Count(long? messages) => Text($"{messages:N0} {(messages == 1 ? "message" : "messages")}");

    private static string Ago(TimeSpan? length) => length > TimeSpan.Zero ? $"{Steps(length)} ago" : "just now";

    private static string Steps(TimeSpan? length) => TimeSteps.Format(length ?? TimeSpan.Zero);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
