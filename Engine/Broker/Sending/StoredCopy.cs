using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Broker.Sending;

/// <summary>
/// A stored message on its way into the store once more, in another place: what its producer gave it stays. Nobody waits for the disk.
/// Pure.
/// </summary>
internal static class StoredCopy
{
    /// <param name="message">As it was stored.</param>
    /// <param name="topic">Where it goes.</param>
    /// <param name="queueId">The queue there.</param>
    /// <param name="properties">What it carries there; null = the same.</param>
    public static StoreMessage Of(
        MessageExt message, string topic, int queueId, IEnumerable<KeyValuePair<string, string>>? properties = null) => new()
        {
            Topic = topic,
            QueueId = queueId,
            Body = message.Body,
            Flag = message.Flag,
            SysFlag = message.SysFlag,
            Properties = PropertyString.Encode(properties ?? message.Properties),
            BornTimestamp = message.BornTimestamp,
            BornHost = message.BornHost,
            ReconsumeTimes = message.ReconsumeTimes,
            WaitStoreMsgOk = false,
        };
}
