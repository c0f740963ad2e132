using Engine.Admin.Groups;
using Engine.Admin.Statistics;
using Engine.Protocol.Bodies;

namespace Dashboard.Figures.Sampling;

/// <summary>A group's summary out of its figures and rows. Pure.</summary>
internal static class GroupMath
{
    internal static GroupRow Summarise(GroupFigures figures, IReadOnlyList<QueueRow> rows, GroupStall stall)
    {
        var state = GroupStateRule.Find(figures, figures.SampledAt, stall);
        var totals = GroupTotals.Of([.. rows.Select(QueueRows.MotionOf)]);
        return new GroupRow(
            figures.Group,
            Word(state.State),
            state.Text,
            figures.Members.Count,
            [.. rows.Select(row => row.Topic).Distinct(StringComparer.Ordinal)],
            totals.Lag,
            totals.LagUnknownQueues,
            totals.ProduceRate,
            totals.ConsumeRate,
            figures.Model == MessageModel.Broadcasting ? "broadcasting" : "clustering",
            Word(figures.Type),
            totals.InFlight,
            totals.TimeLagMs,
            totals.EtaSeconds,
            totals.Verdict is { } verdict ? VerdictWords.Of(verdict) : null,
            totals.Verdict is { } worst ? Evidence(VerdictWords.Of(worst), rows) : null,
            figures.SampledAt)
        {
            StateEvidence = state,
        };
    }

    /// <summary>That of the queue behind the verdict, the one with the largest lag; null without a warning or a reset.</summary>
    private static QueueEvidence? Evidence(string verdict, IReadOnlyList<QueueRow> rows) =>
        verdict is not (VerdictWords.Fine or VerdictWords.Unknown)
        && rows.Where(row => row.Verdict == verdict).MaxBy(row => row.Lag) is { Evidence: { } evidence } worst
            ? new QueueEvidence(worst.Topic, worst.Broker, worst.QueueId, evidence)
            : null;

    internal static QueueMotion MotionOf(GroupRow group) => new(
        group.Lag,
        group.ProduceRate,
        group.ConsumeRate,
        group.InFlight,
        group.TimeLagMs,
        group.EtaSeconds,
        VerdictWords.Read(group.Verdict));

    /// <summary>The state as the API spells it.</summary>
    internal static string Word(GroupState state) => state switch
    {
        GroupState.Offline => "offline",
        GroupState.Rebalancing => "rebalancing",
        GroupState.Consuming => "consuming",
        GroupState.Stuck => "stuck",
        GroupState.Disabled => "disabled",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No word for this state."),
    };

    private static string? Word(ConsumeType? type) => type switch
    {
        ConsumeType.Actively => "pull",
        ConsumeType.Passively => "push",
        _ => null,
    };
}
