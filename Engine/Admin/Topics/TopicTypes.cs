using Engine.Protocol.Messages;

namespace Engine.Admin.Topics;

/// <summary>What a topic is for, by its name; a broker keeps topics named after itself, its cluster and the cluster's replies.</summary>
internal static class TopicTypes
{
    public static TopicType Of(string topic, IReadOnlyCollection<string> clusterNames, IReadOnlyCollection<string> brokerNames) =>
        TopicNames.IsRetry(topic) ? TopicType.Retry
        : TopicNames.IsDeadLetter(topic) ? TopicType.Dlq
        : TopicNames.IsSystem(topic) || brokerNames.Contains(topic)
            || clusterNames.Any(cluster => topic == cluster || topic == TopicNames.Reply(cluster))
            ? TopicType.System
            : TopicType.Normal;
}
