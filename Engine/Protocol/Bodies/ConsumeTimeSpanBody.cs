namespace Engine.Protocol.Bodies;

/// <summary>Answer of QUERY_CONSUME_TIME_SPAN (303). Mirrors RocketMQ's QueryConsumeTimeSpanBody.</summary>
internal sealed record ConsumeTimeSpanBody : ICommandBody
{
    public required IReadOnlyList<QueueTimeSpan> ConsumeTimeSpanSet { get; init; }
}
