using System.Diagnostics;
using System.Globalization;

namespace Engine.Diagnostics;

/// <summary>
/// The spans of clients, after OpenTelemetry's conventions for messaging: send (an attempt), receive (a pull that found messages) and
/// process (a call of a listener). Nothing is made while nobody listens.
/// </summary>
internal static class EngineActivities
{
    public const string SourceName = "Engine";

    public const string System = "messaging.system";
    public const string OperationName = "messaging.operation.name";
    public const string OperationType = "messaging.operation.type";
    public const string Destination = "messaging.destination.name";
    public const string Partition = "messaging.destination.partition.id";
    public const string BatchCount = "messaging.batch.message_count";
    public const string Group = "messaging.consumer.group.name";
    public const string MessageId = "messaging.message.id";
    public const string Broker = "engine.broker";
    public const string ErrorType = "error.type";

    private const string RocketMq = "rocketmq";

    private static readonly ActivitySource Source = new(SourceName);

    public static bool IsHeard => Source.HasListeners();

    /// <summary>An attempt to send, part of what its caller does; null when nobody listens.</summary>
    /// <param name="topic">Topic name.</param>
    /// <param name="broker">Broker name.</param>
    /// <param name="queueId">Queue id.</param>
    /// <param name="messageId">Unique key; of a batch all of them.</param>
    public static Activity? StartSend(string topic, string broker, int queueId, string messageId)
    {
        if (!IsHeard)
            return null;

        return Start(ActivityKind.Producer, "send", topic, broker, queueId)?.SetTag(MessageId, messageId);
    }

    /// <summary>
    /// A pull, a trace of its own; null when nobody listens. To be called in an async method, as it sets aside what is current.
    /// </summary>
    /// <param name="group">Consumer group.</param>
    /// <param name="topic">Topic name.</param>
    /// <param name="broker">Broker name.</param>
    /// <param name="queueId">Queue id.</param>
    public static Activity? StartReceive(string group, string topic, string broker, int queueId) =>
        StartRoot(ActivityKind.Client, "receive", group, topic, broker, queueId);

    /// <summary>A call of a listener, a trace of its own; null when nobody listens. To be called in an async method, as above.</summary>
    /// <param name="group">Consumer group.</param>
    /// <param name="topic">Topic name.</param>
    /// <param name="broker">Broker name.</param>
    /// <param name="queueId">Queue id.</param>
    /// <param name="messages">How many the listener gets.</param>
    public static Activity? StartProcess(string group, string topic, string broker, int queueId, int messages) =>
        StartRoot(ActivityKind.Consumer, "process", group, topic, broker, queueId)?.SetTag(BatchCount, messages);

    /// <summary>Marks it as failed.</summary>
    /// <param name="activity">Null does nothing.</param>
    /// <param name="errorType">An exception's type, or a status.</param>
    public static void Fail(Activity? activity, string errorType) =>
        activity?.SetTag(ErrorType, errorType).SetStatus(ActivityStatusCode.Error);

    /// <summary>Leaves it out of what is sent on: it found nothing worth telling.</summary>
    public static void Discard(Activity? activity)
    {
        if (activity is null)
            return;

        activity.IsAllDataRequested = false;
        activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    private static Activity? StartRoot(ActivityKind kind, string operation, string group, string topic, string broker, int queueId)
    {
        if (!IsHeard)
            return null;

        // Whatever happened to start a consumer is no cause of what it does for hours.
        Activity.Current = null;
        return Start(kind, operation, topic, broker, queueId)?.SetTag(Group, group);
    }

    private static Activity? Start(ActivityKind kind, string operation, string topic, string broker, int queueId) =>
        Source.StartActivity($"{operation} {topic}", kind)
            ?.SetTag(System, RocketMq)
            .SetTag(OperationName, operation)
            .SetTag(OperationType, operation)
            .SetTag(Destination, topic)
            .SetTag(Broker, broker)
            .SetTag(Partition, queueId.ToString(CultureInfo.InvariantCulture));
}
