namespace Engine.Protocol.Bodies;

/// <summary>Group names: answer of QUERY_TOPIC_CONSUME_BY_WHO (300). Mirrors RocketMQ's GroupList.</summary>
internal sealed record GroupListBody : ICommandBody
{
    public required IReadOnlyList<string> GroupList { get; init; }
}
