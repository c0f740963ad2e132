namespace Engine.Protocol.Headers;

/// <summary>Ext fields of GET_BROKER_CONSUME_STATS (317). Mirrors RocketMQ's GetConsumeStatsInBrokerHeader.</summary>
internal sealed record BrokerConsumeStatsHeader : ICommandHeader<BrokerConsumeStatsHeader>
{
    public bool IsOrder { get; init; }

    public static BrokerConsumeStatsHeader Read(ExtFields fields) => new()
    {
        IsOrder = fields.Boolean("isOrder"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("isOrder", IsOrder);
    }
}
