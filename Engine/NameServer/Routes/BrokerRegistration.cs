using Engine.Protocol.Bodies;
using Engine.Remoting.Connections;

namespace Engine.NameServer.Routes;

/// <summary>What a broker says of itself in REGISTER_BROKER (103).</summary>
internal sealed record BrokerRegistration
{
    public required string Cluster { get; init; }

    public required string BrokerName { get; init; }

    /// <summary>0 = master.</summary>
    public required long BrokerId { get; init; }

    public required string Address { get; init; }

    public string? HaAddress { get; init; }

    public required TopicConfigTableBody Topics { get; init; }

    public required IConnection Connection { get; init; }
}
