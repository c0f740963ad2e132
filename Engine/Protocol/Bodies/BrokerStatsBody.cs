namespace Engine.Protocol.Bodies;

/// <summary>One counter of a broker over its windows: answer of 315. Mirrors RocketMQ's BrokerStatsData.</summary>
internal sealed record BrokerStatsBody : ICommandBody
{
    public required BrokerStatsItem StatsMinute { get; init; }

    public required BrokerStatsItem StatsHour { get; init; }

    public required BrokerStatsItem StatsDay { get; init; }
}
