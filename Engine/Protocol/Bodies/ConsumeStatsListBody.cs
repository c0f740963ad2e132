namespace Engine.Protocol.Bodies;

/// <summary>
/// Answer of GET_BROKER_CONSUME_STATS (317): for each group the offsets of each of its topics. Mirrors RocketMQ's ConsumeStatsList.
/// </summary>
internal sealed record ConsumeStatsListBody : IQueueKeyedBody
{
    public required string BrokerAddr { get; init; }

    public required IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<ConsumeStatsBody>>> ConsumeStatsList { get; init; }

    /// <summary>Messages that all groups together have still to consume.</summary>
    public long TotalDiff { get; init; }
}
