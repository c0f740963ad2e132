namespace Engine.Protocol.Headers;

/// <summary>Ext fields of UNREGISTER_CLIENT (35). Mirrors RocketMQ's UnregisterClientRequestHeader.</summary>
internal sealed record UnregisterClientHeader : ICommandHeader<UnregisterClientHeader>
{
    public required string ClientId { get; init; }

    public string? ProducerGroup { get; init; }

    public string? ConsumerGroup { get; init; }

    public static UnregisterClientHeader Read(ExtFields fields) => new()
    {
        ClientId = fields.RequiredString("clientID"),
        ProducerGroup = fields.OptionalString("producerGroup"),
        ConsumerGroup = fields.OptionalString("consumerGroup"),
    };

    public void Write(ExtFieldsBuilder fields)
    {
        fields.Add("clientID", ClientId);
        fields.Add("producerGroup", ProducerGroup);
        fields.Add("consumerGroup", ConsumerGroup);
    }
}
