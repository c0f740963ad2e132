namespace Engine.Protocol.Bodies;

/// <summary>A name server's key-value file: values by namespace and key. Mirrors RocketMQ's KVConfigSerializeWrapper.</summary>
internal sealed record KvConfigTableBody : ICommandBody
{
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> ConfigTable { get; init; }
}
