using System.Globalization;
using Engine.Client.Consuming.Processing;
using Engine.Client.Consuming.Rebalance;
using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Engine.Client.Consuming.Statistics;

/// <summary>
/// Describes what a consumer does now, as operators ask of it (307). Mirrors DefaultMQPushConsumerImpl#consumerRunningInfo.
/// </summary>
internal sealed class RunningInfoReport(ConsumerScope scope, IConsumeService service, RebalanceCoordinator rebalance)
{
    private const string ClientVersion = "V4_9_8";
    private const long NoOffset = -1;
    private const long BytesPerMiB = 1024 * 1024;

    private readonly DateTimeOffset _started = scope.TimeProvider.GetUtcNow();

    /// <param name="withStacks">Adds what can be said of the threads.</param>
    public ConsumerRunningInfoBody Of(bool withStacks) => new()
    {
        Properties = Properties(),
        SubscriptionSet = [.. scope.Subscriptions.All.OrderBy(subscription => subscription.Topic, StringComparer.Ordinal)],
        MqTable = scope.Queues.Current.OrderBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => InfoOf(pair.Key, pair.Value)),
        StatusTable = scope.Subscriptions.Topics.Order(StringComparer.Ordinal).ToDictionary(topic => topic, StatusOf),
        Jstack = withStacks ? Threads() : null,
    };

    private Dictionary<string, string> Properties()
    {
        var counted = scope.Counters.Snapshot([]);
        var properties = Settings();
        properties[RunningInfoOwnProperties.FlowControlByCount] = Text(counted.FlowControlByCount);
        properties[RunningInfoOwnProperties.FlowControlByBytes] = Text(counted.FlowControlByBytes);
        properties[RunningInfoOwnProperties.FlowControlBySpan] = Text(counted.FlowControlBySpan);
        properties[RunningInfoOwnProperties.PullFailures] = Text(counted.PullFailures);
        foreach (var (topic, reason) in rebalance.IdleTopics)
        {
            properties[RunningInfoOwnProperties.IdlePrefix + topic] = reason;
        }

        return properties;
    }

    private Dictionary<string, string> Settings() => new(RunningInfoSettings.Of(scope.Options), StringComparer.Ordinal)
    {
        [RunningInfoProperties.NameServerAddress] = string.Join(';', scope.Instance.Context.NameServers),
        [RunningInfoProperties.ConsumeType] = scope.IsLitePull ? "CONSUME_ACTIVELY" : "CONSUME_PASSIVELY",
        [RunningInfoProperties.ClientVersion] = ClientVersion,
        [RunningInfoProperties.ConsumeOrderly] = scope.IsOrderly ? "true" : "false",
        [RunningInfoProperties.ThreadPoolCoreSize] = Text(service.Concurrency),
        [RunningInfoProperties.ConsumerStartTimestamp] = Text(_started.ToUnixTimeMilliseconds()),
        ["instanceName"] = scope.Instance.ClientId[(scope.Instance.ClientId.IndexOf('@', StringComparison.Ordinal) + 1)..],
        [RunningInfoOwnProperties.Pause] = scope.Pauses.All ? "true" : "false",
        [RunningInfoOwnProperties.PausedQueues] = string.Join(RunningInfoOwnProperties.QueueSeparator, scope.Pauses.Queues.Order()),
        [RunningInfoOwnProperties.CallsRunning] = Text(service.Load.Running),
        [RunningInfoOwnProperties.CallsWaiting] = Text(service.Load.Waiting),
    };

    private ProcessQueueInfo InfoOf(MessageQueue queue, ProcessQueue processQueue)
    {
        var (waiting, taken) = processQueue.Offsets;
        return new ProcessQueueInfo
        {
            // Never read from the broker here: what it answers would be cached, and could undo a reset that comes meanwhile.
            CommitOffset = scope.Offsets.ReadCached(queue) ?? NoOffset,
            CachedMsgCount = waiting.Count,
            CachedMsgMinOffset = waiting.Count > 0 ? waiting[0] : 0,
            CachedMsgMaxOffset = waiting.Count > 0 ? waiting[^1] : 0,
            CachedMsgSizeInMiB = (int)(processQueue.Load.Bytes / BytesPerMiB),
            TransactionMsgCount = taken.Count,
            TransactionMsgMinOffset = taken.Count > 0 ? taken[0] : 0,
            TransactionMsgMaxOffset = taken.Count > 0 ? taken[^1] : 0,
            Locked = scope.IsOrderly && (scope.IsBroadcasting || processQueue.Lease.IsHeld),
            TryUnlockTimes = processQueue.RefusedGiveUps,
            LastLockTimestamp = scope.IsOrderly ? processQueue.Lease.RenewedAt?.ToUnixTimeMilliseconds() ?? 0 : 0,
            Dropped = processQueue.IsDropped,
            LastPullTimestamp = processQueue.Activity.LastPullMs,
            LastConsumeTimestamp = processQueue.Activity.LastConsumeMs,
        };
    }

    private ConsumeStatusInfo StatusOf(string topic)
    {
        var rates = scope.Counters.RatesOf(topic);
        return new ConsumeStatusInfo
        {
            PullRt = rates.PullTime.TotalMilliseconds,
            PullTps = rates.PullRate,
            ConsumeRt = rates.ConsumeTime.TotalMilliseconds,
            ConsumeOkTps = rates.ConsumeOkRate,
            ConsumeFailedTps = rates.ConsumeFailedRate,
            ConsumeFailedMsgs = rates.ConsumeFailedInLastHour,
        };
    }

    private string Threads()
    {
        var (running, waiting) = service.Load;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The stacks of other threads cannot be read in .NET. Listener calls: {running} running, {waiting} waiting for one of "
            + $"{service.Concurrency} places. Thread pool: {ThreadPool.ThreadCount} threads, "
            + $"{ThreadPool.PendingWorkItemCount} items waiting.");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
