namespace Engine.Protocol.Headers;

/// <summary>Ext fields of GET_PRODUCER_CONNECTION_LIST (204). Mirrors RocketMQ's GetProducerConnectionListRequestHeader.</summary>
internal sealed record ProducerGroupHeader : ICommandHeader<ProducerGroupHeader>
{
    public required string ProducerGroup { get; init; }

    public static ProducerGroupHeader Read(ExtFields fields) => new()
    {
        ProducerGroup = fields.RequiredString("producerGroup"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("producerGroup", ProducerGroup);
    }
}
