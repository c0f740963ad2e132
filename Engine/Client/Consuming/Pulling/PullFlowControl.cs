using Engine.Client.Consuming.Processing;

namespace Engine.Client.Consuming.Pulling;

/// <summary>
/// Decides before each pull whether the cache of the queue leaves room (C2). Pure. Mirrors the checks of
/// DefaultMQPushConsumerImpl#pullMessage, in their order.
/// </summary>
internal static class PullFlowControl
{
    public static FlowControlReason Decide(CacheLoad load, PullLimits limits) =>
        load.Messages > limits.Messages ? FlowControlReason.Count
        : load.Bytes > limits.Bytes ? FlowControlReason.Bytes
        : load.Span > limits.Span ? FlowControlReason.Span
        : FlowControlReason.None;

    /// <summary>Whether a pull that waits goes on: at half of the limits, so that it need not wait again at once.</summary>
    public static bool IsRoom(CacheLoad load, PullLimits limits) =>
        load.Messages <= limits.Messages / 2 && load.Bytes <= limits.Bytes / 2 && load.Span <= limits.Span / 2;
}
