using Engine.Client.Consuming.Processing;

namespace Engine.Client.Consuming.Pulling;

/// <summary>
/// Decides before each pull whether the cache of the queue leaves room (C2). Pure. Mirrors the checks of
/// DefaultMQPushConsumerImpl#pullMessage, in their order.
/// </summary>
internal static class PullFlowControl
{
    public static FlowControlReason Decide(CacheLoad load, PushConsumerOptions limits) =>
        load.Messages > limits.PullThresholdForQueue ? FlowControlReason.Count
        : load.Bytes > limits.PullThresholdBytesForQueue ? FlowControlReason.Bytes
        : load.Span > limits.ConsumeConcurrentlyMaxSpan ? FlowControlReason.Span
        : FlowControlReason.None;
}
