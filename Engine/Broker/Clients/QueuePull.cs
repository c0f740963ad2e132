using Engine.Remoting.Connections;

namespace Engine.Broker.Clients;

/// <summary>The last pull of a queue for a group by one of its members.</summary>
/// <param name="ClientId">The member.</param>
/// <param name="Connection">Its connection.</param>
/// <param name="PulledOffset">Offset after the last message it was given; null when it was told to move.</param>
internal sealed record QueuePull(string ClientId, IConnection Connection, long? PulledOffset);
