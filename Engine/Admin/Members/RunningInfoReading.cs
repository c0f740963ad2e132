using System.Globalization;
using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Engine.Admin.Members;

/// <summary>Turns a client's answer to 307 into what an operator sees; pure. What a client leaves out stays unknown.</summary>
internal static class RunningInfoReading
{
    public static RunningInfo Of(ConsumerRunningInfoBody body)
    {
        var paused = Truth(body, RunningInfoOwnProperties.Pause);
        var pausedQueues = (body.Properties.GetValueOrDefault(RunningInfoOwnProperties.PausedQueues) ?? string.Empty)
            .Split(RunningInfoOwnProperties.QueueSeparator)
            .ToHashSet(StringComparer.Ordinal);
        return new RunningInfo(
            Truth(body, RunningInfoProperties.ConsumeOrderly),
            Time(Number(body, RunningInfoProperties.ConsumerStartTimestamp)),
            (int?)Number(body, RunningInfoProperties.ThreadPoolCoreSize),
            (int?)Number(body, RunningInfoOwnProperties.CallsRunning),
            (int?)Number(body, RunningInfoOwnProperties.CallsWaiting),
            [.. body.MqTable.OrderBy(held => held.Key).Select(held => QueueOf(held.Key, held.Value) with { Paused = IsPaused(held.Key) })],
            [.. body.StatusTable.OrderBy(topic => topic.Key, StringComparer.Ordinal).Select(topic => TopicOf(topic.Key, topic.Value))],
            Subscribed(body.SubscriptionSet),
            body.Properties,
            string.IsNullOrEmpty(body.Jstack) ? null : body.Jstack)
        {
            Paused = paused,
            IdleTopics = IdleTopics(body),
            FlowControlByCount = Number(body, RunningInfoOwnProperties.FlowControlByCount),
            FlowControlByBytes = Number(body, RunningInfoOwnProperties.FlowControlByBytes),
            FlowControlBySpan = Number(body, RunningInfoOwnProperties.FlowControlBySpan),
            PullFailures = Number(body, RunningInfoOwnProperties.PullFailures),
        };

        bool? IsPaused(MessageQueue queue) => paused is null ? null : paused.Value || pausedQueues.Contains(queue.ToString());
    }

    public static IReadOnlyList<SubscribedTopic> Subscribed(IEnumerable<SubscriptionData> subscriptions) =>
    [
        .. subscriptions
            .OrderBy(one => one.Topic, StringComparer.Ordinal)
            .Select(one => new SubscribedTopic(one.Topic, one.ExpressionType, one.SubString) { SubVersion = one.SubVersion }),
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

    private static Dictionary<string, string> IdleTopics(ConsumerRunningInfoBody body) => body.Properties
        .Where(property => property.Key.StartsWith(RunningInfoOwnProperties.IdlePrefix, StringComparison.Ordinal))
        .ToDictionary(
            property => property.Key[RunningInfoOwnProperties.IdlePrefix.Length..], property => property.Value, StringComparer.Ordinal);

    private static bool? Truth(ConsumerRunningInfoBody body, string property) =>
        bool.TryParse(body.Properties.GetValueOrDefault(property), out var truth) ? truth : null;

    private static long? Number(ConsumerRunningInfoBody body, string property) =>
        long.TryParse(body.Properties.GetValueOrDefault(property), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static DateTimeOffset? Time(long? millis) =>
        millis is > 0 and <= 253_402_300_799_999 ? DateTimeOffset.FromUnixTimeMilliseconds(millis.Value) : null;
}
