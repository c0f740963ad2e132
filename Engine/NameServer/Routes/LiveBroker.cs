using Engine.Protocol.Bodies;
using Engine.Remoting.Connections;

namespace Engine.NameServer.Routes;

/// <summary>A broker process that registered and was not lost since. Mirrors BrokerLiveInfo.</summary>
/// <param name="Address">"ip:port" it told, its identity.</param>
/// <param name="BrokerName">Name shared with its slaves or master.</param>
/// <param name="DataVersion">Version of the topics it registered last.</param>
/// <param name="HaAddress">Where its slaves replicate from.</param>
/// <param name="LastSeen">Time of its last registration, on the writer's own monotonic clock.</param>
/// <param name="Connection">The connection it registered on last; its end is the broker's end.</param>
internal sealed record LiveBroker(
    string Address,
    string BrokerName,
    DataVersion DataVersion,
    string? HaAddress,
    TimeSpan LastSeen,
    IConnection Connection);
