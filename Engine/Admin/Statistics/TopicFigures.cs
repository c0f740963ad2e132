using Engine.Admin.Topics;

namespace Engine.Admin.Statistics;

/// <summary>One topic over all brokers at one moment.</summary>
/// <param name="Name">Topic name.</param>
/// <param name="Type">What it is for.</param>
/// <param name="Queues">By broker name and queue id.</param>
/// <param name="SampledAt">When it was read.</param>
public sealed record TopicFigures(string Name, TopicType Type, IReadOnlyList<TopicQueue> Queues, DateTimeOffset SampledAt);
