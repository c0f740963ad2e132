using System.Globalization;
using System.Text;
using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Broker.Transactions;

/// <summary>
/// The mark that a half message's transaction has ended: its queue offset as text. RocketMQ 5.3 writes several, separated by commas. Pure.
/// </summary>
internal static class OpRecord
{
    private const string Tag = "d";

    private static readonly string Properties = PropertyString.Encode(
    [
        new(MessageProperties.WaitStoreOk, "true"), new(MessageProperties.Tags, Tag),
    ]);

    /// <param name="queueOffset">Of the half message.</param>
    /// <param name="nowMs">Ms since 1970.</param>
    /// <param name="host">This broker.</param>
    public static StoreMessage Of(long queueOffset, long nowMs, HostAddress host) => new()
    {
        Topic = TopicNames.TransactionOp,
        QueueId = HalfMessage.QueueId,
        Body = Encoding.UTF8.GetBytes(queueOffset.ToString(CultureInfo.InvariantCulture)),
        Properties = Properties,
        BornTimestamp = nowMs,
        BornHost = host,
    };

    /// <summary>The marked queue offsets; empty for a record that marks none.</summary>
    public static IReadOnlyList<long> Read(MessageExt record)
    {
        if (record.Tags != Tag)
        {
            return [];
        }

        var offsets = new List<long>();
        foreach (var text in Encoding.UTF8.GetString(record.Body.Span).Split(',', StringSplitOptions.TrimEntries))
        {
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
            {
                offsets.Add(offset);
            }
        }

        return offsets;
    }
}
