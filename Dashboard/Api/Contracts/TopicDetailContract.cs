using Engine.Admin.Topics;

namespace Dashboard.Api.Contracts;

/// <summary>One topic: its route per broker and its queues.</summary>
internal sealed record TopicDetailContract(
    string Name,
    TopicType Type,
    IReadOnlyList<TopicRoute> Route,
    IReadOnlyList<TopicQueue> Queues,
    IReadOnlyList<string> Groups,
    DateTimeOffset SampledAt)
{
    public static TopicDetailContract Of(TopicDetail topic, DateTimeOffset sampledAt) =>
        new(topic.Name, topic.Type, topic.Routes, topic.Queues, topic.Groups, sampledAt);
}
