namespace Engine.Protocol.Bodies;

/// <summary>One connected client. Mirrors RocketMQ's Connection.</summary>
internal sealed record ConnectionData
{
    public required string ClientId { get; init; }

    public required string ClientAddr { get; init; }

    public required string Language { get; init; }

    public required int Version { get; init; }
}
