namespace Engine.Protocol.Bodies;

/// <summary>
/// The table of consumer offsets, by "topic@group" and queue id; the shape of consumerOffset.json and answer of 43.
/// Mirrors RocketMQ's ConsumerOffsetSerializeWrapper.
/// </summary>
internal sealed record ConsumerOffsetBody : INumberKeyedBody
{
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<int, long>> OffsetTable { get; init; }
}
