namespace Dashboard.Figures.Sampling;

/// <summary>One topic in a list.</summary>
/// <param name="Name">Topic name.</param>
/// <param name="Type">normal, retry, dlq or system.</param>
/// <param name="Queues">Readable queues over all brokers.</param>
/// <param name="MaxOffset">Messages ever stored.</param>
/// <param name="Groups">Groups that subscribe it or have offsets on it.</param>
/// <param name="ProduceRate">Messages per second that arrive, over 10 s.</param>
internal sealed record TopicRow(string Name, string Type, int Queues, long MaxOffset, int Groups, double? ProduceRate);
