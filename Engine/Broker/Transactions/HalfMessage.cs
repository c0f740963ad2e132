using System.Globalization;
using Engine.Broker.Sending;
using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Broker.Transactions;

/// <summary>
/// The forms a transactional message takes: half, half once more after a check, given up, and final. Pure. Mirrors
/// TransactionalMessageBridge and EndTransactionProcessor#endMessageTransaction (broker-semantics §14).
/// </summary>
internal static class HalfMessage
{
    public const int QueueId = 0;

    /// <summary>Their topic, made with the first of them.</summary>
    public static TopicConfig Topic { get; } =
        new() { TopicName = TopicNames.TransactionHalf, ReadQueueNums = 1, WriteQueueNums = 1 };

    /// <summary>The topic of those that were given up, made with the first of them.</summary>
    public static TopicConfig GivenUpTopic { get; } =
        new() { TopicName = TopicNames.TransactionCheckMax, ReadQueueNums = 1, WriteQueueNums = 1 };

    /// <summary>Whether a sent message is half of a transaction.</summary>
    public static bool IsHalf(string properties) =>
        properties.Contains(MessageProperties.TransactionPrepared, StringComparison.Ordinal)
        && PropertyString.TryGetValue(properties, MessageProperties.TransactionPrepared, out var isHalf)
        && isHalf.Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>A sent message as it waits for its transaction: nobody reads it, its real place is kept.</summary>
    public static StoreMessage Prepare(StoreMessage sent)
    {
        var properties = PropertyString.With(sent.Properties, MessageProperties.RealTopic, sent.Topic);
        return sent with
        {
            Topic = TopicNames.TransactionHalf,
            QueueId = QueueId,
            SysFlag = sent.SysFlag & ~MessageSysFlags.TransactionMask,
            Properties = PropertyString.With(properties, MessageProperties.RealQueueId, Text(sent.QueueId)),
        };
    }

    /// <summary>The message that consumers get; null when the half message does not say where it belongs.</summary>
    public static StoreMessage? Commit(MessageExt half) => TryGetPlace(half, out var topic, out var queueId)
        ? StoredCopy.Of(half, topic, queueId) with
        {
            SysFlag = (half.SysFlag & ~MessageSysFlags.TransactionMask) | MessageSysFlags.TransactionCommit,
            PreparedTransactionOffset = half.PhysicalOffset,
            WaitStoreMsgOk = half.Property(MessageProperties.WaitStoreOk) is not "false",
        }
        : null;

    /// <summary>The half message at the end of its queue again, so that those behind it come next.</summary>
    public static StoreMessage PutBack(MessageExt half, int checkTimes)
    {
        var properties = new Dictionary<string, string>(half.Properties, StringComparer.Ordinal)
        {
            [MessageProperties.WaitStoreOk] = "false",
            [MessageProperties.TransactionPreparedQueueOffset] = FirstOffsetOf(half).ToString(CultureInfo.InvariantCulture),
        };
        if (checkTimes > 0)
        {
            properties[MessageProperties.TransactionCheckTimes] = Text(checkTimes);
        }

        return StoredCopy.Of(half, TopicNames.TransactionHalf, half.QueueId, properties);
    }

    /// <summary>A half message that was given up, where operators find it.</summary>
    public static StoreMessage GiveUp(MessageExt half) => StoredCopy.Of(half, TopicNames.TransactionCheckMax, QueueId);

    /// <summary>The queue offset under which the message came first, before it was put back.</summary>
    public static long FirstOffsetOf(MessageExt half) => long.TryParse(
        half.Property(MessageProperties.TransactionPreparedQueueOffset), NumberStyles.None, CultureInfo.InvariantCulture, out var first)
        ? first
        : half.QueueOffset;

    public static int CheckTimesOf(MessageExt half) => int.TryParse(
        half.Property(MessageProperties.TransactionCheckTimes), NumberStyles.None, CultureInfo.InvariantCulture, out var times)
        ? times
        : 0;

    public static bool TryGetPlace(MessageExt half, out string topic, out int queueId)
    {
        topic = half.Property(MessageProperties.RealTopic) ?? string.Empty;
        return int.TryParse(
                half.Property(MessageProperties.RealQueueId), NumberStyles.None, CultureInfo.InvariantCulture, out queueId)
            && TopicNames.Check(topic) is null;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
