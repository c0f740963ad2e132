using System.Globalization;
using Engine.Admin.Groups;

namespace Engine.Admin.Statistics;

/// <summary>Decides what state a group is in: disabled, offline, rebalancing, stuck, consuming: the first that fits.</summary>
public static class GroupStateRule
{
    /// <summary>How long after a change of members a queue without owner counts as being handed over: one rebalance period.</summary>
    public static readonly TimeSpan RebalanceTime = TimeSpan.FromSeconds(20);

    /// <summary>The state at a moment.</summary>
    /// <param name="group">The group's figures.</param>
    /// <param name="now">The moment, by the clock that dates the figures.</param>
    /// <param name="stall">Whether its queues move.</param>
    public static GroupStateReason Decide(GroupFigures group, DateTimeOffset now, GroupStall stall = default)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (group.SwitchedOffOn.Count > 0)
        {
            return new(GroupState.Disabled, $"Consumption of this group is switched off on {string.Join(", ", group.SwitchedOffOn)}.");
        }

        if (group.Members.Count == 0)
        {
            return new(GroupState.Offline, "No consumer of this group is connected.");
        }

        var givenUp = group.Queues.Count(group.IsGivenUp);
        var ownerless = group.Queues.Count(queue => queue.Owner is null && !group.IsGivenUp(queue));
        var sinceChange = now - group.MembersChangedAt;
        return ownerless > 0 && sinceChange < RebalanceTime ? new(GroupState.Rebalancing, Rebalancing(ownerless, sinceChange.Value))
            : stall.IsStuck ? new(GroupState.Stuck, Stuck(group, stall))
            : new(GroupState.Consuming, Consuming(group, ownerless, givenUp, stall.Queues));
    }

    private static string Rebalancing(int ownerless, TimeSpan since)
    {
        var seconds = Math.Max(0, (int)since.TotalSeconds);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Members changed {seconds} s ago and {Count(ownerless, "queue")} {(ownerless == 1 ? "has" : "have")} no owner yet.");
    }

    private static string Stuck(GroupFigures group, GroupStall stall)
    {
        var members = Count(group.Members.Count, "consumer");
        var has = group.Members.Count == 1 ? "has" : "have";
        return $"{members} {has} {Count(stall.InFlight, "message")} in hand, and no queue moved within the last minute.";
    }

    private static string Consuming(GroupFigures group, int ownerless, int givenUp, int stalled)
    {
        var members = Count(group.Members.Count, "consumer");
        var queues = Count(group.Queues.Count - givenUp, "queue");
        var verb = group.Members.Count == 1 ? "reads" : group.Model == Protocol.Bodies.MessageModel.Broadcasting ? "each read" : "share";
        var without = ownerless == 0 ? string.Empty : $"; {Count(ownerless, "queue")} {(ownerless == 1 ? "has" : "have")} no owner";
        var still = stalled == 0 ? string.Empty : $"; {Count(stalled, "queue")} {(stalled == 1 ? "makes" : "make")} no progress";
        var left = givenUp == 0 ? string.Empty
            : $"; the latest heartbeat does not subscribe the {(givenUp == 1 ? "topic" : "topics")} of {Count(givenUp, "queue")}";
        return $"{members} {verb} {queues}{without}{left}{still}.";
    }

    private static string Count(long number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? string.Empty : "s")}");
}
