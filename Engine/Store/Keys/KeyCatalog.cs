using System.Collections.Immutable;

namespace Engine.Store.Keys;

/// <summary>
/// What is noted of the key index beside the store: shows a start that files are missing, how far keyless records were looked through, and
/// the files' shape, which the files themselves do not say. Everything in it can be done without, at the price of reading the log.
/// </summary>
internal sealed record KeyCatalog
{
    private const long NotedEvery = 64 * 1024 * 1024;

    /// <summary>Hash slots of a file; 0 when not noted.</summary>
    public int Slots { get; init; }

    /// <summary>Places for items in a file; 0 when not noted.</summary>
    public int Items { get; init; }

    /// <summary>The keys of all records before this log offset were in the files, and the files on the disk.</summary>
    public long IndexedTo { get; init; }

    /// <summary>File name → log offset of its last message at least.</summary>
    public ImmutableSortedDictionary<string, long> Files { get; init; } =
        ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    internal IndexShape? Shape => Slots > 0 && Items > IndexHeader.FirstItem ? new IndexShape(Slots, Items) : null;

    /// <summary>Whether a start would be worse off with the earlier one: files came or went, or much was indexed since.</summary>
    internal bool IsWorthNoting(KeyCatalog? earlier) =>
        earlier is null || earlier.Shape != Shape || !earlier.Files.Keys.SequenceEqual(Files.Keys)
        || IndexedTo - Math.Max(earlier.IndexedTo, Files.Values.DefaultIfEmpty(0).Max()) >= NotedEvery;
}
