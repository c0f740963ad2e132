using System.Text;

namespace Engine.Client.Producing;

/// <summary>
/// Cuts messages into batches that a broker takes, in order, each as large as it may be. What counts is the room of the records that a
/// broker makes of a batch, not the batch's own: with many short messages that is several times as much. Pure.
/// </summary>
internal static class BatchSplit
{
    /// <summary>A record without topic, body and properties, between IPv6 hosts.</summary>
    private const int RecordBytes = 91 + 24;

    /// <summary>What brokers add to the properties: the batch's WAIT, the names of cluster and region, the trace switch.</summary>
    private const int AddedPropertiesBytes = 256;

    /// <param name="items">Messages of one topic.</param>
    /// <param name="mostBytes">Room of one batch; a message that takes more has one to itself.</param>
    public static IReadOnlyList<BatchPart> Cut(IReadOnlyList<LaidOutMessage> items, int mostBytes)
    {
        var parts = new List<BatchPart>();
        var first = 0;
        long bytes = 0;
        for (var at = 0; at < items.Count; at++)
        {
            var size = StoredBytes(items[at]);
            if (at > first && bytes + size > mostBytes)
            {
                parts.Add(PartOf(items, first, at));
                first = at;
                bytes = 0;
            }

            bytes += size;
        }

        parts.Add(PartOf(items, first, items.Count));
        return parts;
    }

    /// <summary>An upper bound of what a broker stores for the message.</summary>
    internal static long StoredBytes(LaidOutMessage item) =>
        RecordBytes + AddedPropertiesBytes + item.Message.Body.Length
        + Encoding.UTF8.GetByteCount(item.Message.Topic) + Encoding.UTF8.GetByteCount(item.Properties);

    private static BatchPart PartOf(IReadOnlyList<LaidOutMessage> items, int first, int end) =>
        new(first, [.. items.Skip(first).Take(end - first)]);
}
