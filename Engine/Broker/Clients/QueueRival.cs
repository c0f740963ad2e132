using Engine.Remoting.Connections;

namespace Engine.Broker.Clients;

/// <summary>The member that pulled a queue before the one that pulled it last.</summary>
/// <param name="ClientId">The member.</param>
/// <param name="Connection">Its connection.</param>
/// <param name="ContestedAt">Ms since 1970 when the queue came back from it to one that had lost it to it; null when it did not.</param>
internal sealed record QueueRival(string ClientId, IConnection Connection, long? ContestedAt);
