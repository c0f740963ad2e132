using System.Text.Json.Serialization;

namespace Engine.Protocol.Bodies;

/// <summary>Answer of GET_BROKER_MEMBER_GROUP (901). Mirrors RocketMQ's GetBrokerMemberGroupResponseBody.</summary>
internal sealed record BrokerMemberGroupBody : INumberKeyedBody
{
    [JsonPropertyName("brokerMemberGroup")]
    public required BrokerMemberGroup Group { get; init; }
}
