using Engine.Remoting.Transports;

namespace Engine.Broker;

/// <summary>What a broker listens and connects on.</summary>
/// <param name="Commands">For clients, name servers and the requests of one broker to another.</param>
/// <param name="Streams">For the replication of logs.</param>
internal sealed record BrokerNetwork(ITransport Commands, IStreamNetwork Streams);
