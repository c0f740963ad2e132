namespace Engine.Protocol.Bodies;

/// <summary>Answer of CONSUME_MESSAGE_DIRECTLY (309). Mirrors RocketMQ's ConsumeMessageDirectlyResult.</summary>
internal sealed record ConsumeMessageDirectlyBody : ICommandBody
{
    /// <summary>Whether the listener is an orderly one.</summary>
    public bool Order { get; init; }

    public bool AutoCommit { get; init; } = true;

    public required DirectConsumption ConsumeResult { get; init; }

    /// <summary>The exception, when the listener threw.</summary>
    public string? Remark { get; init; }

    /// <summary>Milliseconds that the call took; RocketMQ's spelling.</summary>
    public long SpentTimeMills { get; init; }
}
