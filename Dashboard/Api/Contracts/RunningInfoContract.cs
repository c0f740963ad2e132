using Engine.Admin.Members;

namespace Dashboard.Api.Contracts;

/// <summary>What a member of a group says of itself; what it leaves out is null.</summary>
internal sealed record RunningInfoContract(
    bool? Orderly,
    DateTimeOffset? StartedAt,
    int? Threads,
    int? CallsRunning,
    int? CallsWaiting,
    IReadOnlyList<HeldQueueContract> Queues,
    IReadOnlyList<TopicConsumption> Topics,
    IReadOnlyList<SubscribedTopic> Subscriptions,
    IReadOnlyDictionary<string, string> Settings,
    string? Stacks,
    bool? Paused,
    IReadOnlyDictionary<string, string> IdleTopics,
    long? FlowControlByCount,
    long? FlowControlByBytes,
    long? FlowControlBySpan,
    long? PullFailures)
{
    public static RunningInfoContract Of(RunningInfo running) => new(
        running.Orderly, running.StartedAt, running.Threads, running.CallsRunning, running.CallsWaiting,
        [.. running.Queues.Select(HeldQueueContract.Of)], running.Topics, running.Subscriptions, running.Settings, running.Stacks,
        running.Paused, running.IdleTopics, running.FlowControlByCount, running.FlowControlByBytes, running.FlowControlBySpan,
        running.PullFailures);
}
