using Engine.Client.Consuming.Processing;

namespace Engine.Client.Consuming.Pulling;

/// <summary>
/// Decides before each pull whether the cache of the queue leaves room (C2). Pure. Mirrors the checks of
/// DefaultMQPushConsumerImpl#pullMessage, in their order.
/// </summary>
internal static class PullFlowControl
{
    /// <param name="load">What the queue's cache holds.</param>
    /// <param name="limits">The consumer's limits.</param>
    /// <param name="isOrderly">Orderly consumption leaves no gaps: its span is not limited.</param>
    public static FlowControlReason Decide(CacheLoad load, PushConsumerOptions limits, bool isOrderly) =>
        load.Messages > limits.PullThresholdForQueue ? FlowControlReason.Count
        : load.Bytes > limits.PullThresholdBytesForQueue ? FlowControlReason.Bytes
        : !isOrderly && load.Span > limits.ConsumeConcurrentlyMaxSpan ? FlowControlReason.Span
        : FlowControlReason.None;
}
