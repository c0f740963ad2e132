using Engine.Admin.Replication;

namespace Engine.Admin.Topics;

/// <summary>One topic with its route and queues.</summary>
/// <param name="Name">Topic name.</param>
/// <param name="Type">What it is for.</param>
/// <param name="Routes">Per broker, by name.</param>
/// <param name="Queues">By broker name, then queue id.</param>
/// <param name="Groups">Groups that subscribe it or have offsets on it, by name.</param>
public sealed record TopicDetail(
    string Name,
    TopicType Type,
    IReadOnlyList<TopicRoute> Routes,
    IReadOnlyList<TopicQueue> Queues,
    IReadOnlyList<string> Groups)
{
    /// <summary>Brokers whose master is down and whose figures are a slave's; empty when there is none.</summary>
    public IReadOnlyList<SlaveReading> SlaveReadings { get; init; } = [];
}
