using Engine.Admin.Groups;
using Engine.Admin.Statistics;
using Engine.Protocol.Bodies;

namespace Dashboard.Figures.Sampling;

/// <summary>A group's summary out of its figures and rows. Pure.</summary>
internal static class GroupMath
{
    internal static GroupRow Summarise(GroupFigures figures, IReadOnlyList<QueueRow> rows)
    {
        var state = GroupStateRule.Decide(figures, figures.SampledAt);
        var totals = GroupTotals.Of([.. rows.Select(row => new QueueMotion(row.Lag, row.ProduceRate, row.ConsumeRate))]);
        return new GroupRow(
            figures.Group,
            Word(state.State),
            state.Reason,
            figures.Members.Count,
            [.. rows.Select(row => row.Topic).Distinct(StringComparer.Ordinal)],
            totals.Lag,
            totals.LagUnknownQueues,
            totals.ProduceRate,
            totals.ConsumeRate,
            figures.Model == MessageModel.Broadcasting ? "broadcasting" : "clustering",
            Word(figures.Type),
            figures.SampledAt);
    }

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
