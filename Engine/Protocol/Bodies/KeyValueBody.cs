namespace Engine.Protocol.Bodies;

/// <summary>Names and values, all text: answer of 28, 103 and 219. Mirrors RocketMQ's KVTable.</summary>
internal sealed record KeyValueBody : ICommandBody
{
    public IReadOnlyDictionary<string, string> Table { get; init; } = new Dictionary<string, string>();
}
