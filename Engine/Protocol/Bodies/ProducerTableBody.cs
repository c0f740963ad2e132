namespace Engine.Protocol.Bodies;

/// <summary>Every connected producer by its group: answer of 328. Mirrors RocketMQ's ProducerTableInfo.</summary>
internal sealed record ProducerTableBody : ICommandBody
{
    public required IReadOnlyDictionary<string, IReadOnlyList<ProducerInfo>> Data { get; init; }
}
