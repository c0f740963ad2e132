using Engine.Admin.Replication;
using Engine.Admin.Topics;

namespace Dashboard.Api.Contracts;

/// <summary>One topic: its route per broker and its queues; readFromSlaves names the brokers whose master is down.</summary>
internal sealed record TopicDetailContract(
    string Name,
    TopicType Type,
    IReadOnlyList<TopicRoute> Route,
    IReadOnlyList<TopicQueue> Queues,
    IReadOnlyList<string> Groups,
    DateTimeOffset SampledAt,
    IReadOnlyList<SlaveReading> ReadFromSlaves)
{
    public static TopicDetailContract Of(TopicDetail topic, DateTimeOffset sampledAt) =>
        new(topic.Name, topic.Type, topic.Routes, topic.Queues, topic.Groups, sampledAt, topic.SlaveReadings);
}
