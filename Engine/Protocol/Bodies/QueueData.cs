namespace Engine.Protocol.Bodies;

/// <summary>Queues of a topic on one broker. Mirrors RocketMQ's QueueData.</summary>
internal sealed record QueueData
{
    public required string BrokerName { get; init; }

    public required int ReadQueueNums { get; init; }

    public required int WriteQueueNums { get; init; }

    public required int Perm { get; init; }

    public int TopicSysFlag { get; init; }
}
