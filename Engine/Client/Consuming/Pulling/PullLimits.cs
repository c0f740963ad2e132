namespace Engine.Client.Consuming.Pulling;

/// <summary>
/// How much one queue may have cached before its next pull waits (C2). Pure. Mirrors the thresholds of DefaultMQPushConsumer and their
/// division in RebalancePushImpl#messageQueueChanged.
/// </summary>
/// <param name="Messages">Messages.</param>
/// <param name="Bytes">Body bytes.</param>
/// <param name="Span">Highest cached offset less the lowest.</param>
internal readonly record struct PullLimits(long Messages, long Bytes, long Span)
{
    /// <param name="options">The consumer's settings.</param>
    /// <param name="isOrderly">Orderly consumption leaves no gaps: its span is not limited.</param>
    /// <param name="queuesOfTopic">Queues of the topic that are held now; a limit of the topic is divided among them.</param>
    public static PullLimits Of(PushConsumerOptions options, bool isOrderly, int queuesOfTopic) => new(
        Share(options.PullThresholdForTopic, queuesOfTopic) ?? options.PullThresholdForQueue,
        Share(options.PullThresholdBytesForTopic, queuesOfTopic) ?? options.PullThresholdBytesForQueue,
        isOrderly ? long.MaxValue : options.ConsumeConcurrentlyMaxSpan);

    private static long? Share(long? ofTopic, int queues) =>
        ofTopic is { } limit ? Math.Max(1, limit / Math.Max(1, queues)) : null;
}
