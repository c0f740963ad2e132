using System.Collections.Immutable;
using Engine.Protocol.Bodies;

namespace Engine.NameServer.Routes;

/// <summary>Which brokers there are and which topics they hold: an immutable snapshot. Mirrors the tables of RouteInfoManager.</summary>
internal sealed record RouteTable
{
    public static readonly RouteTable Empty = new();

    /// <summary>Queues by topic and broker name; no topic is without queues.</summary>
    public ImmutableDictionary<string, ImmutableSortedDictionary<string, QueueData>> Topics { get; init; } =
        ImmutableDictionary.Create<string, ImmutableSortedDictionary<string, QueueData>>(StringComparer.Ordinal);

    /// <summary>Addresses by broker name; no broker is without one.</summary>
    public ImmutableSortedDictionary<string, BrokerData> Brokers { get; init; } =
        ImmutableSortedDictionary.Create<string, BrokerData>(StringComparer.Ordinal);

    /// <summary>Broker processes by address.</summary>
    public ImmutableDictionary<string, LiveBroker> Live { get; init; } =
        ImmutableDictionary.Create<string, LiveBroker>(StringComparer.Ordinal);
}
