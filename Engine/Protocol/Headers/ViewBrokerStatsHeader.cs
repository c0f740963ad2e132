namespace Engine.Protocol.Headers;

/// <summary>Ext fields of VIEW_BROKER_STATS_DATA (315). Mirrors RocketMQ's ViewBrokerStatsDataRequestHeader.</summary>
internal sealed record ViewBrokerStatsHeader : ICommandHeader<ViewBrokerStatsHeader>
{
    public required string StatsName { get; init; }

    public required string StatsKey { get; init; }

    public static ViewBrokerStatsHeader Read(ExtFields fields) => new()
    {
        StatsName = fields.RequiredString("statsName"),
        StatsKey = fields.RequiredString("statsKey"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("statsName", StatsName);
        fields.Add("statsKey", StatsKey);
    }
}
