using Engine.Store;

namespace Engine.Broker.Offsets;

/// <summary>
/// Where a group starts on a queue (B4). Without a stored offset a young queue is read from its beginning, so that a new group does
/// not skip it. Mirrors ConsumerManageProcessor#queryConsumerOffset of 4.9.8.
/// </summary>
internal sealed class OffsetQuery(ConsumerOffsetTable offsets, MessageStore store)
{
    /// <summary>The offset, or null for QUERY_NOT_FOUND.</summary>
    public long? Find(string group, string topic, int queueId, bool zeroIfNotFound) =>
        offsets.Find(group, topic, queueId) ?? (zeroIfNotFound && IsYoung(topic, queueId) ? 0 : null);

    private bool IsYoung(string topic, int queueId) =>
        store.GetBounds(topic, queueId).Min <= 0 && store.IsFirstMessageInMemory(topic, queueId);
}
