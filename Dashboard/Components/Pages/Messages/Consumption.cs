using Engine.Admin.Statistics;
using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Dashboard.Components.Pages.Messages;

/// <summary>Whether a group is past a message.</summary>
/// <param name="Group">Group name.</param>
/// <param name="ConsumerOffset">Its offset of the message's queue; null when unknown.</param>
/// <param name="IsConsumed">Null when unknown.</param>
/// <param name="Cause">Key of the text that says why it is unknown; null when it is known.</param>
internal sealed record Consumption(string Group, long? ConsumerOffset, bool? IsConsumed, string? Cause)
{
    /// <summary>For every group that reads the topic, by name; pure.</summary>
    public static IReadOnlyList<Consumption> Of(ClusterProgress progress, MessageQueue queue, long offset) =>
    [
        .. progress.Groups
            .Where(group => group.Queues.Any(figures => figures.Queue.Topic == queue.Topic)
                || group.SubscribedTopics.Contains(queue.Topic))
            .OrderBy(group => group.Group, StringComparer.Ordinal)
            .Select(group => Of(group, progress, queue, offset)),
    ];

    private static Consumption Of(GroupFigures group, ClusterProgress progress, MessageQueue queue, long offset)
    {
        var known = group.Queues.FirstOrDefault(figures => figures.Queue == queue)?.ConsumerOffset;
        return group.Model == MessageModel.Broadcasting ? new(group.Group, null, null, "ConsumedBroadcast")
            : progress.Unreachable.Contains(queue.BrokerName) ? new(group.Group, null, null, "ConsumedSilent")
            : known is { } at ? new(group.Group, at, at > offset, null)
            : new(group.Group, null, null, "ConsumedNoOffset");
    }
}
