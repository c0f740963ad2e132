namespace Engine.Protocol.Bodies;

/// <summary>What a consumer wants of a topic. Mirrors RocketMQ's SubscriptionData.</summary>
internal sealed record SubscriptionData
{
    public required string Topic { get; init; }

    public required string SubString { get; init; }

    /// <summary>Milliseconds since 1970; a larger one replaces a smaller one.</summary>
    public long SubVersion { get; init; }

    public IReadOnlyList<string> TagsSet { get; init; } = [];

    /// <summary>Java hashes of the tags.</summary>
    public IReadOnlyList<int> CodeSet { get; init; } = [];

    public string ExpressionType { get; init; } = "TAG";

    public bool ClassFilterMode { get; init; }
}
