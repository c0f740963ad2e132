using System.Globalization;
using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Engine.Admin.Members;

/// <summary>Turns a client's answer to 307 into what an operator sees; pure. What a client leaves out stays unknown.</summary>
internal static class RunningInfoReading
{
    private const string CallsRunning = "consumeCallsRunning";
    private const string CallsWaiting = "consumeCallsWaiting";

    public static RunningInfo Of(ConsumerRunningInfoBody body) => new(
        bool.TryParse(body.Properties.GetValueOrDefault(RunningInfoProperties.ConsumeOrderly), out var orderly) ? orderly : null,
        Time(Number(body, RunningInfoProperties.ConsumerStartTimestamp)),
        (int?)Number(body, RunningInfoProperties.ThreadPoolCoreSize),
        (int?)Number(body, CallsRunning),
        (int?)Number(body, CallsWaiting),
        [.. body.MqTable.OrderBy(held => held.Key).Select(held => QueueOf(held.Key, held.Value))],
        [.. body.StatusTable.OrderBy(topic => topic.Key, StringComparer.Ordinal).Select(topic => TopicOf(topic.Key, topic.Value))],
        Subscribed(body.SubscriptionSet),
        body.Properties,
        string.IsNullOrEmpty(body.Jstack) ? null : body.Jstack);

    public static IReadOnlyList<SubscribedTopic> Subscribed(IEnumerable<SubscriptionData> subscriptions) =>
    [
        .. subscriptions
            .OrderBy(one => one.Topic, StringComparer.Ordinal)
            .Select(one => new SubscribedTopic(one.Topic, one.ExpressionType, one.SubString)),
    ];

    private static HeldQueue QueueOf(MessageQueue queue, ProcessQueueInfo info)
    {
        var hasCached = info.CachedMsgCount > 0;
        return new HeldQueue(
            queue,
            info.CommitOffset < 0 ? null : info.CommitOffset,
            info.CachedMsgCount,
            hasCached ? info.CachedMsgMinOffset : null,
            hasCached ? info.CachedMsgMaxOffset : null,
            info.CachedMsgSizeInMiB,
            info.TransactionMsgCount,
            info.Locked,
            info.Dropped,
            Time(info.LastLockTimestamp),
            Time(info.LastPullTimestamp),
            Time(info.LastConsumeTimestamp));
    }

    private static TopicConsumption TopicOf(string topic, ConsumeStatusInfo status) => new(
        topic,
        status.PullRt,
        status.PullTps,
        status.ConsumeRt,
        status.ConsumeOkTps,
        status.ConsumeFailedTps,
        status.ConsumeFailedMsgs);

    private static long? Number(ConsumerRunningInfoBody body, string property) =>
        long.TryParse(body.Properties.GetValueOrDefault(property), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static DateTimeOffset? Time(long? millis) =>
        millis is > 0 and <= 253_402_300_799_999 ? DateTimeOffset.FromUnixTimeMilliseconds(millis.Value) : null;
}
