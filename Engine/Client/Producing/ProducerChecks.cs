using Engine.Protocol.Messages;

namespace Engine.Client.Producing;

/// <summary>The legal settings of a producer. Mirrors DefaultMQProducerImpl#checkConfig.</summary>
internal static class ProducerChecks
{
    private const string DefaultGroup = "DEFAULT_PRODUCER";
    private const int LargestCheckConcurrency = 1000;
    private const int LargestCheckRequestHold = 65_535;

    /// <exception cref="ArgumentException">A setting is illegal.</exception>
    public static void Require(ProducerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (Fault(options) is { } fault)
        {
            throw new ArgumentException(fault, nameof(options));
        }
    }

    /// <exception cref="ArgumentException">A setting is illegal.</exception>
    public static void Require(TransactionProducerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.Sending);
        if ((options.Topics.Select(TopicNames.Check).FirstOrDefault(rule => rule is not null)
            ?? Outside(nameof(options.CheckConcurrency), options.CheckConcurrency, 1, LargestCheckConcurrency)
            ?? Outside(nameof(options.CheckRequestHoldMax), options.CheckRequestHoldMax, 1, LargestCheckRequestHold)) is { } fault)
        {
            throw new ArgumentException(fault, nameof(options));
        }
    }

    private static string? Fault(ProducerOptions options) =>
        GroupNames.Check(options.Group)
        ?? (options.Group == DefaultGroup ? $"The producer group must not be {DefaultGroup}." : null)
        ?? (options.SendMsgTimeout <= TimeSpan.Zero ? $"SendMsgTimeout must be above zero; it is {options.SendMsgTimeout}." : null)
        ?? (options.AwaitTerminationWhenShutdown < TimeSpan.Zero ? "AwaitTerminationWhenShutdown must not be negative." : null)
        ?? Outside(nameof(options.RetryTimesWhenSendFailed), options.RetryTimesWhenSendFailed, 0, int.MaxValue)
        ?? Outside(nameof(options.RetryTimesWhenSendAsyncFailed), options.RetryTimesWhenSendAsyncFailed, 0, int.MaxValue)
        ?? Outside(nameof(options.DefaultTopicQueueNums), options.DefaultTopicQueueNums, 1, int.MaxValue)
        ?? Outside(nameof(options.MaxMessageSize), options.MaxMessageSize, 1, int.MaxValue)
        ?? Outside(nameof(options.MaxBatchSize), options.MaxBatchSize, 1, int.MaxValue)
        ?? Outside(nameof(options.CompressMsgBodyOverHowmuch), options.CompressMsgBodyOverHowmuch, 0, int.MaxValue)
        ?? Outside(nameof(options.CompressLevel), options.CompressLevel, 0, BodyCompression.LargestLevel)
        ?? Outside(nameof(options.MaxAsyncSends), options.MaxAsyncSends, 1, int.MaxValue)
        ?? Outside(nameof(options.MaxPendingRequests), options.MaxPendingRequests, 1, int.MaxValue)
        ?? LevelFault(options.LatencyFaultLevels);

    private static string? LevelFault(IReadOnlyList<LatencyFaultLevel> levels)
    {
        for (var at = 0; at < levels.Count; at++)
        {
            if (levels[at].Latency < TimeSpan.Zero || levels[at].Unavailable < TimeSpan.Zero)
            {
                return $"LatencyFaultLevels must not be negative; level {at} is {levels[at]}.";
            }

            if (at > 0 && levels[at].Latency <= levels[at - 1].Latency)
            {
                return $"LatencyFaultLevels must ascend by latency; level {at} is {levels[at].Latency} after {levels[at - 1].Latency}.";
            }
        }

        return null;
    }

    private static string? Outside(string name, int value, int least, int most) => value >= least && value <= most ? null
        : most == int.MaxValue ? string.Create(null, $"{name} must be at least {least}; it is {value}.")
        : string.Create(null, $"{name} must be {least} to {most}; it is {value}.");
}
