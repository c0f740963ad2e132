namespace Engine.Admin.Topics;

/// <summary>How a topic is to be made.</summary>
/// <param name="Name">1 to 127 of the characters %, |, letters, digits, _ and -.</param>
/// <param name="Queues">Queues per broker, 1 to 1024, for reading and writing.</param>
/// <param name="Perm">Bits: 4 read, 2 write.</param>
/// <param name="Brokers">Broker names; null means all.</param>
public sealed record TopicSettings(string Name, int Queues = 8, int Perm = 6, IReadOnlyList<string>? Brokers = null);
