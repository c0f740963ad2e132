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
        var evidence = Find(group, now, stall);
        return new GroupStateReason(evidence.State, evidence.Text);
    }

    /// <summary>The same with the values behind it in place of the sentence.</summary>
    /// <param name="group">The group's figures.</param>
    /// <param name="now">The moment, by the clock that dates the figures.</param>
    /// <param name="stall">Whether its queues move.</param>
    public static GroupStateEvidence Find(GroupFigures group, DateTimeOffset now, GroupStall stall = default)
    {
        ArgumentNullException.ThrowIfNull(group);
        var givenUp = group.Queues.Count(group.IsGivenUp);
        var ownerless = group.Queues.Count(queue => queue.Owner is null && !group.IsGivenUp(queue));
        var sinceChange = now - group.MembersChangedAt;
        var isRebalancing = ownerless > 0 && sinceChange < RebalanceTime;
        var state = group.SwitchedOffOn.Count > 0 ? GroupState.Disabled
            : group.Members.Count == 0 ? GroupState.Offline
            : isRebalancing ? GroupState.Rebalancing
            : stall.IsStuck ? GroupState.Stuck
            : GroupState.Consuming;
        return new GroupStateEvidence(state)
        {
            SwitchedOffOn = group.SwitchedOffOn.Count > 0 ? string.Join(", ", group.SwitchedOffOn) : null,
            Members = group.Members.Count,
            Queues = group.Queues.Count - givenUp,
            Ownerless = ownerless,
            GivenUp = givenUp,
            Stalled = stall.Queues,
            InFlight = state == GroupState.Stuck ? stall.InFlight : 0,
            SinceChange = state == GroupState.Rebalancing ? Math.Max(0, (int)sinceChange!.Value.TotalSeconds) : 0,
            IsBroadcasting = group.Model == Protocol.Bodies.MessageModel.Broadcasting,
        };
    }
}
