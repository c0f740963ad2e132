namespace Engine.Protocol.Headers;

/// <summary>
/// Ext fields of GET_CONSUMER_RUNNING_INFO (307), to a broker and from there to the client. Mirrors RocketMQ's
/// GetConsumerRunningInfoRequestHeader.
/// </summary>
internal sealed record GetConsumerRunningInfoHeader : ICommandHeader<GetConsumerRunningInfoHeader>
{
    public required string ConsumerGroup { get; init; }

    public required string ClientId { get; init; }

    /// <summary>Whether the client adds the stacks of its threads.</summary>
    public bool JstackEnable { get; init; }

    public static GetConsumerRunningInfoHeader Read(ExtFields fields) => new()
    {
        ConsumerGroup = fields.RequiredString("consumerGroup"),
        ClientId = fields.RequiredString("clientId"),
        JstackEnable = fields.Boolean("jstackEnable"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("consumerGroup", ConsumerGroup);
        fields.Add("clientId", ClientId);
        fields.Add("jstackEnable", JstackEnable);
    }
}
