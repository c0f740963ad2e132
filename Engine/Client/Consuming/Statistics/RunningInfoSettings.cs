using System.Globalization;
using Engine.Protocol.Bodies;

namespace Engine.Client.Consuming.Statistics;

/// <summary>
/// A consumer's settings under the names of RocketMQ's DefaultMQPushConsumer, as text. Pure. Mirrors MixAll#object2Properties.
/// </summary>
internal static class RunningInfoSettings
{
    private const long BytesPerMiB = 1024 * 1024;

    public static Dictionary<string, string> Of(PushConsumerOptions options)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["consumerGroup"] = options.Group,
            ["messageModel"] = options.MessageModel == MessageModel.Broadcasting ? "BROADCASTING" : "CLUSTERING",
            ["consumeFromWhere"] = options.ConsumeFromWhere switch
            {
                ConsumeFromWhere.FirstOffset => "CONSUME_FROM_FIRST_OFFSET",
                ConsumeFromWhere.Timestamp => "CONSUME_FROM_TIMESTAMP",
                _ => "CONSUME_FROM_LAST_OFFSET",
            },
            ["allocateMessageQueueStrategy"] = options.AllocateStrategy.Name,
            ["consumeThreadMin"] = Text(options.ConsumeConcurrency),
            ["consumeThreadMax"] = Text(options.ConsumeConcurrency),
            ["consumeMessageBatchMaxSize"] = Text(options.ConsumeMessageBatchMaxSize),
            ["consumeConcurrentlyMaxSpan"] = Text(options.ConsumeConcurrentlyMaxSpan),
            ["pullBatchSize"] = Text(options.PullBatchSize),
            ["pullThresholdForQueue"] = Text(options.PullThresholdForQueue),
            ["pullThresholdSizeForQueue"] = Text(options.PullThresholdBytesForQueue / BytesPerMiB),
            ["maxReconsumeTimes"] = Text(options.MaxReconsumeTimes),
            ["suspendCurrentQueueTimeMillis"] = Text((long)options.SuspendCurrentQueueTime.TotalMilliseconds),
            ["consumeTimeout"] = Text((long)options.ConsumeTimeout.TotalMinutes),
            ["awaitTerminationMillisWhenShutdown"] = Text((long)options.AwaitTerminationWhenShutdown.TotalMilliseconds),
        };
        if (options.ConsumeTimestamp is { } timestamp)
        {
            settings["consumeTimestamp"] = timestamp.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        }

        return settings;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
