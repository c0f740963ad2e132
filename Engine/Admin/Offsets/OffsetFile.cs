namespace Engine.Admin.Offsets;

/// <summary>
/// A broker's consumer offsets as RocketMQ keeps them in consumerOffset.json: <c>{"offsetTable":{"topic@group":{"0":5,"1":9}}}</c>.
/// RocketMQ itself leaves the queue ids unquoted; it reads both forms, and so does this.
/// </summary>
/// <param name="Offsets">By key and queue id, ordinal.</param>
public sealed record OffsetFile(IReadOnlyList<StoredOffset> Offsets)
{
    /// <summary>Longest file that is read: 8 MiB.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    /// <summary>Most queues in one file.</summary>
    public const int MostQueues = 100_000;

    /// <summary>Reads a file whole; what cannot be taken is an <see cref="OffsetFileException"/> that names every entry at fault.</summary>
    /// <param name="text">The file, UTF-8, with quoted or unquoted keys.</param>
    public static OffsetFile Parse(ReadOnlyMemory<byte> text) => new OffsetFileParser().Parse(text);

    /// <summary>The table in the shape of the file.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<int, long>> ToTable() =>
        Offsets.GroupBy(offset => offset.Key, StringComparer.Ordinal).ToDictionary(
            entry => entry.Key,
            entry => (IReadOnlyDictionary<int, long>)entry.ToDictionary(offset => offset.QueueId, offset => offset.Offset),
            StringComparer.Ordinal);

    /// <summary>The same offsets in the file's order.</summary>
    internal static OffsetFile Of(IEnumerable<StoredOffset> offsets) =>
        new([.. offsets.OrderBy(offset => offset.Key, StringComparer.Ordinal).ThenBy(offset => offset.QueueId)]);
}
