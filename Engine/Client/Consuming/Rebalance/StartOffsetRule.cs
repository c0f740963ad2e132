using Engine.Protocol.Bodies;

namespace Engine.Client.Consuming.Rebalance;

/// <summary>
/// Chooses the start of a group without a stored offset. Pure. Mirrors RebalancePushImpl#computePullFromWhereWithException.
/// </summary>
internal static class StartOffsetRule
{
    public static StartOffset Of(ConsumeFromWhere where, bool isRetryTopic) => (where, isRetryTopic) switch
    {
        (ConsumeFromWhere.FirstOffset, _) => StartOffset.Zero,
        (ConsumeFromWhere.Timestamp, false) => StartOffset.ByTime,
        (ConsumeFromWhere.Timestamp, true) => StartOffset.Max,
        (_, true) => StartOffset.Zero,
        _ => StartOffset.Max,
    };
}
