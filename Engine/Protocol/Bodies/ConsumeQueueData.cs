namespace Engine.Protocol.Bodies;

/// <summary>One entry of a consume queue. Mirrors RocketMQ's ConsumeQueueData.</summary>
internal sealed record ConsumeQueueData
{
    public required long PhysicOffset { get; init; }

    public required int PhysicSize { get; init; }

    public required long TagsCode { get; init; }

    /// <summary>Whether the subscription of the group that was named takes it.</summary>
    public bool Eval { get; init; }
}
