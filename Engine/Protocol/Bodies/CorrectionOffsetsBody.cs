namespace Engine.Protocol.Bodies;

/// <summary>Answer of QUERY_CORRECTION_OFFSET (308): offsets by queue id. Mirrors RocketMQ's QueryCorrectionOffsetBody.</summary>
internal sealed record CorrectionOffsetsBody : INumberKeyedBody
{
    public required IReadOnlyDictionary<int, long> CorrectionOffsets { get; init; }
}
