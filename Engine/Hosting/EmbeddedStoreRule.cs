using System.Globalization;
using Engine.Protocol.Messages;

namespace Engine.Hosting;

/// <summary>What the sizes of the store's files may be.</summary>
internal static class EmbeddedStoreRule
{
    private const int BytesOfAQueueEntry = 20;
    private const int FewestQueueEntries = 100;
    private const int LargestQueueFileBytes = 1_000_000_000;
    private const int LargestSegmentBytes = 1024 * 1024 * 1024;
    private const int MostIndexSlots = 100_000_000;
    private const int MostIndexItems = 100_000_000;

    // Its first place stays empty.
    private const int FewestIndexItems = 2;
    private const int MostHours = 24 * 366 * 100;
    private const long MostBytes = 1L << 60;

    // The largest message must fit into a segment, with the mark that ends one.
    private const int SmallestSegmentBytes = MessageLimits.MaxBodyBytes + (2 * MessageLimits.RecordOverheadBytes);

    public static IEnumerable<string> Failures(EmbeddedStoreOptions store, string key)
    {
        string?[] failures =
        [
            OutOfRange($"{key}:SegmentBytes", store.SegmentBytes, SmallestSegmentBytes, LargestSegmentBytes),
            OutOfRange(
                $"{key}:ConsumeQueueFileBytes",
                store.ConsumeQueueFileBytes,
                BytesOfAQueueEntry * FewestQueueEntries,
                LargestQueueFileBytes) ?? NoMultiple($"{key}:ConsumeQueueFileBytes", store.ConsumeQueueFileBytes),
            OutOfRange($"{key}:IndexSlots", store.IndexSlots, 1, MostIndexSlots),
            OutOfRange($"{key}:IndexItems", store.IndexItems, FewestIndexItems, MostIndexItems),
            OutOfRange($"{key}:RetentionHours", store.RetentionHours, 0, MostHours),
            OutOfRange($"{key}:RetentionBytes", store.RetentionBytes, 0, MostBytes),
        ];
        return failures.OfType<string>();
    }

    private static string? OutOfRange(string key, long value, long least, long most) =>
        value >= least && value <= most
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{key}: {value} is outside {least} to {most}.");

    private static string? NoMultiple(string key, int value) =>
        value % BytesOfAQueueEntry == 0
            ? null
            : string.Create(
                CultureInfo.InvariantCulture, $"{key}: {value} is no multiple of {BytesOfAQueueEntry}, the bytes of a queue entry.");
}
