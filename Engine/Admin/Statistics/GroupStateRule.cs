using System.Globalization;
using Engine.Admin.Groups;

namespace Engine.Admin.Statistics;

/// <summary>Decides what state a group is in: disabled before offline before rebalancing before consuming.</summary>
public static class GroupStateRule
{
    /// <summary>How long after a change of members a queue without owner counts as being handed over: one rebalance period.</summary>
    public static readonly TimeSpan RebalanceTime = TimeSpan.FromSeconds(20);

    /// <summary>The state at a moment.</summary>
    /// <param name="group">The group's figures.</param>
    /// <param name="now">The moment, by the clock that dates the figures.</param>
    public static GroupStateReason Decide(GroupFigures group, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (!group.Enabled)
        {
            return new(GroupState.Disabled, "Consumption of this group is switched off on a broker.");
        }

        if (group.Members.Count == 0)
        {
            return new(GroupState.Offline, "No consumer of this group is connected.");
        }

        var ownerless = group.Queues.Count(queue => queue.Owner is null);
        var sinceChange = now - group.MembersChangedAt;
        return ownerless > 0 && sinceChange < RebalanceTime
            ? new(GroupState.Rebalancing, Rebalancing(ownerless, sinceChange.Value))
            : new(GroupState.Consuming, Consuming(group, ownerless));
    }

    private static string Rebalancing(int ownerless, TimeSpan since)
    {
        var seconds = Math.Max(0, (int)since.TotalSeconds);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Members changed {seconds} s ago and {Count(ownerless, "queue")} {(ownerless == 1 ? "has" : "have")} no owner yet.");
    }

    private static string Consuming(GroupFigures group, int ownerless)
    {
        var members = Count(group.Members.Count, "consumer");
        var queues = Count(group.Queues.Count, "queue");
        var verb = group.Members.Count == 1 ? "reads" : group.Model == Protocol.Bodies.MessageModel.Broadcasting ? "each read" : "share";
        return ownerless == 0
            ? $"{members} {verb} {queues}."
            : $"{members} {verb} {queues}; {Count(ownerless, "queue")} {(ownerless == 1 ? "has" : "have")} no owner.";
    }

    private static string Count(int number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? string.Empty : "s")}");
}
