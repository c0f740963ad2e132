using System.Globalization;
using Engine.Admin.Groups;

namespace Engine.Admin.Statistics;

/// <summary>A group's state in an English sentence. Pure.</summary>
internal static class GroupStateSentence
{
    internal static string Of(GroupStateEvidence evidence) => evidence.State switch
    {
        GroupState.Disabled => $"Consumption of this group is switched off on {evidence.SwitchedOffOn}.",
        GroupState.Offline => "No consumer of this group is connected.",
        GroupState.Rebalancing => Rebalancing(evidence),
        GroupState.Stuck => Stuck(evidence),
        GroupState.Consuming => Consuming(evidence),
        var other => throw new ArgumentOutOfRangeException(nameof(evidence), other, "No sentence for this state."),
    };

    private static string Rebalancing(GroupStateEvidence evidence)
    {
        var verb = evidence.Ownerless == 1 ? "has" : "have";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Members changed {evidence.SinceChange} s ago and {Count(evidence.Ownerless, "queue")} {verb} no owner yet.");
    }

    private static string Stuck(GroupStateEvidence evidence)
    {
        var members = Count(evidence.Members, "consumer");
        var has = evidence.Members == 1 ? "has" : "have";
        return $"{members} {has} {Count(evidence.InFlight, "message")} in hand, and no queue moved within the last minute.";
    }

    private static string Consuming(GroupStateEvidence evidence)
    {
        var (ownerless, stalled, givenUp) = (evidence.Ownerless, evidence.Stalled, evidence.GivenUp);
        var verb = evidence.Members == 1 ? "reads" : evidence.IsBroadcasting ? "each read" : "share";
        var without = ownerless == 0 ? string.Empty : $"; {Count(ownerless, "queue")} {(ownerless == 1 ? "has" : "have")} no owner";
        var still = stalled == 0 ? string.Empty : $"; {Count(stalled, "queue")} {(stalled == 1 ? "makes" : "make")} no progress";
        var left = givenUp == 0 ? string.Empty
            : $"; the latest heartbeat does not subscribe the {(givenUp == 1 ? "topic" : "topics")} of {Count(givenUp, "queue")}";
        return $"{Count(evidence.Members, "consumer")} {verb} {Count(evidence.Queues, "queue")}{without}{left}{still}.";
    }

    private static string Count(long number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? string.Empty : "s")}");
}
