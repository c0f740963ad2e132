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
    string? Stacks);
