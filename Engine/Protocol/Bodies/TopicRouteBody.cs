namespace Engine.Protocol.Bodies;

/// <summary>Where a topic lives: answer of GET_ROUTEINFO_BY_TOPIC (105). Mirrors RocketMQ's TopicRouteData.</summary>
internal sealed record TopicRouteBody : ICommandBody
{
    public required IReadOnlyList<QueueData> QueueDatas { get; init; }

    public required IReadOnlyList<BrokerData> BrokerDatas { get; init; }

    public string? OrderTopicConf { get; init; }

    /// <summary>Filter servers by broker address; Java clients copy it without asking whether it is there.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> FilterServerTable { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();
}
