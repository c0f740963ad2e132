namespace Engine.Admin.Topics;

/// <summary>One topic in a list.</summary>
/// <param name="Name">Topic name.</param>
/// <param name="Type">What it is for.</param>
/// <param name="Queues">Readable queues over all brokers.</param>
/// <param name="MaxOffset">Sum of the queues' max offsets: messages ever stored.</param>
/// <param name="Groups">Groups that subscribe it or have offsets on it.</param>
public sealed record TopicSummary(string Name, TopicType Type, int Queues, long MaxOffset, int Groups);
