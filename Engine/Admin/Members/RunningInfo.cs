using System.Collections.Frozen;

namespace Engine.Admin.Members;

/// <summary>What one member of a group does now, in its own words. Mirrors RocketMQ's ConsumerRunningInfo.</summary>
/// <param name="Orderly">Whether it consumes in order; null when it does not say.</param>
/// <param name="StartedAt">When it was started; null when it does not say.</param>
/// <param name="Threads">How many listener calls may run at once; null when it does not say.</param>
/// <param name="CallsRunning">Listener calls that run now; null when the client does not say (only this engine's do).</param>
/// <param name="CallsWaiting">Listener calls that wait for a thread; null as above.</param>
/// <param name="Queues">Queues it holds, by topic, broker and queue id.</param>
/// <param name="Topics">Consumption statistics by topic.</param>
/// <param name="Subscriptions">What this client itself subscribes.</param>
/// <param name="Settings">Every property as the client wrote it.</param>
/// <param name="Stacks">Stacks or figures of its threads; null unless they were asked for.</param>
public sealed record RunningInfo(
    bool? Orderly,
    DateTimeOffset? StartedAt,
    int? Threads,
    int? CallsRunning,
    int? CallsWaiting,
    IReadOnlyList<HeldQueue> Queues,
    IReadOnlyList<TopicConsumption> Topics,
    IReadOnlyList<SubscribedTopic> Subscriptions,
    IReadOnlyDictionary<string, string> Settings,
    string? Stacks)
{
    /// <summary>Whether the application suspended the whole consumer; null when the client does not say (only this engine's do).</summary>
    public bool? Paused { get; init; }

    /// <summary>Why it has no queue of a topic, a phrase by topic; empty when it has one of each or does not say.</summary>
    public IReadOnlyDictionary<string, string> IdleTopics { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Pulls delayed since its start by too many cached messages; null when the client does not say.</summary>
    public long? FlowControlByCount { get; init; }

    /// <summary>Pulls delayed since its start by too many cached bytes; null when the client does not say.</summary>
    public long? FlowControlByBytes { get; init; }

    /// <summary>Pulls delayed since its start by cached offsets too far apart; null when the client does not say.</summary>
    public long? FlowControlBySpan { get; init; }

    /// <summary>Pulls that failed since its start; null when the client does not say.</summary>
    public long? PullFailures { get; init; }

    /// <summary>Whether nothing is pulled: all of it is suspended, or each queue it holds is.</summary>
    public bool IsPaused => Paused == true || (Queues.Count > 0 && Queues.All(queue => queue.Paused == true));
}
