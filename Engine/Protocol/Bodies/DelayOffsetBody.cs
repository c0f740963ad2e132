namespace Engine.Protocol.Bodies;

/// <summary>
/// How far each delay level has delivered; the shape of delayOffset.json and answer of 45. Mirrors RocketMQ's DelayOffsetSerializeWrapper.
/// </summary>
internal sealed record DelayOffsetBody : INumberKeyedBody
{
    /// <summary>By delay level, from 1: queue offset of the next message to deliver.</summary>
    public required IReadOnlyDictionary<int, long> OffsetTable { get; init; }
}
