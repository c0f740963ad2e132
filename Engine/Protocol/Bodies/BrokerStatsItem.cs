namespace Engine.Protocol.Bodies;

/// <summary>What a counter did over a window. Mirrors RocketMQ's BrokerStatsItem.</summary>
internal sealed record BrokerStatsItem
{
    public long Sum { get; init; }

    /// <summary>Per second.</summary>
    public double Tps { get; init; }

    /// <summary>Average per step.</summary>
    public double Avgpt { get; init; }
}
