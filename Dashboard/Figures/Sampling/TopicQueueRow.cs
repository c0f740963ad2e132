namespace Dashboard.Figures.Sampling;

/// <summary>One queue of a topic.</summary>
/// <param name="Topic">Topic name.</param>
/// <param name="Broker">Broker name.</param>
/// <param name="QueueId">Queue id on that broker.</param>
/// <param name="MinOffset">First offset still stored.</param>
/// <param name="MaxOffset">Offset the next message will get.</param>
/// <param name="LastStoredAt">Store time of the newest message.</param>
/// <param name="ProduceRate">Messages per second that arrive, over 10 s.</param>
internal sealed record TopicQueueRow(
    string Topic,
    string Broker,
    int QueueId,
    long MinOffset,
    long MaxOffset,
    DateTimeOffset? LastStoredAt,
    double? ProduceRate);
