namespace Engine.Admin.Replication;

/// <summary>Figures of a broker were read from a slave, since its master is down: they are as old as the slave was behind then.</summary>
/// <param name="Broker">Broker name.</param>
/// <param name="Node">The slave that was read, as "broker-a-1".</param>
/// <param name="SecondsBehind">
/// How far it was behind its master when it last heard it, by store times, s; null when it does not say.
/// </param>
/// <param name="MasterSeenAt">When it last heard its master; null when it does not say.</param>
public sealed record SlaveReading(string Broker, string Node, double? SecondsBehind, DateTimeOffset? MasterSeenAt);
