using Engine.Protocol.Messages;

namespace Engine.Client.Producing;

/// <summary>The legal settings of a producer. Mirrors DefaultMQProducerImpl#checkConfig.</summary>
internal static class ProducerChecks
{
    private const string DefaultGroup = "DEFAULT_PRODUCER";

    /// <exception cref="ArgumentException">A setting is illegal.</exception>
    public static void Require(ProducerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (Fault(options) is { } fault)
        {
            throw new ArgumentException(fault, nameof(options));
        }
    }

    private static string? Fault(ProducerOptions options) =>
        GroupNames.Check(options.Group)
        ?? (options.Group == DefaultGroup ? $"The producer group must not be {DefaultGroup}." : null)
        ?? (options.SendMsgTimeout <= TimeSpan.Zero ? $"SendMsgTimeout must be above zero; it is {options.SendMsgTimeout}." : null)
        ?? (options.RetryTimesWhenSendFailed < 0 ? "RetryTimesWhenSendFailed must not be negative." : null)
        ?? (options.DefaultTopicQueueNums < 1 ? "DefaultTopicQueueNums must be at least 1." : null)
        ?? (options.MaxMessageSize < 1 ? "MaxMessageSize must be at least 1." : null);
}
