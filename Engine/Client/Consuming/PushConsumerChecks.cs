using Engine.Protocol.Messages;

namespace Engine.Client.Consuming;

/// <summary>The legal settings of a push consumer. Mirrors DefaultMQPushConsumerImpl#checkConfig.</summary>
internal static class PushConsumerChecks
{
    private const string DefaultGroup = "DEFAULT_CONSUMER";
    private const int LargestThreshold = 65_535;
    private const int LargestBatch = 1024;
    private const int LargestConcurrency = 1000;
    private const int LargestTopicThreshold = 6_553_500;
    private const long LargestBytes = 1024L * 1024 * 1024;
    private const long LargestTopicBytes = 100 * LargestBytes;
    private const int LongestPullIntervalMs = 65_535;

    /// <exception cref="ArgumentException">A setting is illegal; the message names it.</exception>
    public static void Require(PushConsumerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (Fault(options) is { } fault)
        {
            throw new ArgumentException(fault, nameof(options));
        }
    }

    /// <summary>As <see cref="Require"/>, without regard to subscriptions.</summary>
    /// <exception cref="ArgumentException">A setting is illegal; the message names it.</exception>
    public static void RequireSettings(PushConsumerOptions options)
    {
        if ((GroupFault(options) ?? LimitFault(options)) is { } fault)
        {
            throw new ArgumentException(fault, nameof(options));
        }
    }

    public static string? ConcurrencyFault(int concurrency) =>
        Outside(nameof(PushConsumerOptions.ConsumeConcurrency), concurrency, LargestConcurrency);

    private static string? Fault(PushConsumerOptions options) =>
        GroupFault(options)
        ?? (options.Subscriptions.Count + options.SqlSubscriptions.Count == 0 ? "A consumer needs at least one subscription." : null)
        ?? options.Subscriptions.Select(SubscriptionFault).FirstOrDefault(fault => fault is not null)
        ?? options.SqlSubscriptions.Select(pair => SqlFault(options, pair)).FirstOrDefault(fault => fault is not null)
        ?? LimitFault(options);

    private static string? GroupFault(PushConsumerOptions options) =>
        GroupNames.Check(options.Group)
        ?? (options.Group == DefaultGroup ? $"The consumer group must not be {DefaultGroup}." : null)
        ?? (options.AllocateStrategy is null ? "AllocateStrategy must not be null." : null);

    private static string? LimitFault(PushConsumerOptions options) =>
        Outside(nameof(options.ConsumeMessageBatchMaxSize), options.ConsumeMessageBatchMaxSize, LargestBatch)
        ?? Outside(nameof(options.PullBatchSize), options.PullBatchSize, LargestBatch)
        ?? ConcurrencyFault(options.ConsumeConcurrency)
        ?? Outside(nameof(options.PullThresholdForQueue), options.PullThresholdForQueue, LargestThreshold)
        ?? Outside(nameof(options.ConsumeConcurrentlyMaxSpan), options.ConsumeConcurrentlyMaxSpan, LargestThreshold)
        ?? Outside(nameof(options.PullThresholdBytesForQueue), options.PullThresholdBytesForQueue, LargestBytes)
        ?? Outside(nameof(options.PullThresholdForTopic), options.PullThresholdForTopic ?? 1, LargestTopicThreshold)
        ?? Outside(nameof(options.PullThresholdBytesForTopic), options.PullThresholdBytesForTopic ?? 1, LargestTopicBytes)
        ?? (options.PullInterval < TimeSpan.Zero || options.PullInterval > TimeSpan.FromMilliseconds(LongestPullIntervalMs)
            ? string.Create(null, $"PullInterval must be 0 to {LongestPullIntervalMs} ms; it is {options.PullInterval}.")
            : null)
        ?? (options.ConsumeTimeout <= TimeSpan.Zero ? "ConsumeTimeout must be more than zero." : null)
        ?? (options.SuspendCurrentQueueTime < TimeSpan.Zero ? "SuspendCurrentQueueTime must not be negative." : null)
        ?? (options.AwaitTerminationWhenShutdown < TimeSpan.Zero ? "AwaitTerminationWhenShutdown must not be negative." : null);

    private static string? SubscriptionFault(KeyValuePair<string, string> subscription)
    {
        if (TopicNames.Check(subscription.Key) is { } fault)
        {
            return fault;
        }

        try
        {
            Subscriptions.Parse(subscription.Key, subscription.Value, version: 0);
            return null;
        }
        catch (ArgumentException exception)
        {
            return exception.Message;
        }
    }

    private static string? SqlFault(PushConsumerOptions options, KeyValuePair<string, string> subscription) =>
        TopicNames.Check(subscription.Key)
        ?? (options.Subscriptions.ContainsKey(subscription.Key) ? $"The topic {subscription.Key} is subscribed twice." : null)
        ?? (string.IsNullOrWhiteSpace(subscription.Value) ? $"The SQL92 expression of topic {subscription.Key} is empty." : null);

    private static string? Outside(string name, long value, long largest) =>
        value >= 1 && value <= largest ? null : string.Create(null, $"{name} must be 1 to {largest}; it is {value}.");
}
