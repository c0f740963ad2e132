namespace Engine.Store.Keys;

/// <summary>Which files of the key index a start goes on with. What it leaves out is taken from the log again.</summary>
/// <param name="Kept">How many files stay, from the oldest on.</param>
/// <param name="Fault">Why the others go; null when all stay.</param>
/// <param name="Missing">A file that was noted and is not there; null when all are.</param>
/// <param name="TrustedTo">Records before this log offset need not be read again, even if no file reaches that far.</param>
internal sealed record IndexPlan(int Kept, string? Fault, string? Missing, long TrustedTo)
{
    /// <summary>
    /// Decides. A file that is missing, damaged or out of order takes all later ones along, so that what is left has no gap. Pure.
    /// </summary>
    internal static IndexPlan Decide(IndexFacts facts)
    {
        var missing = FindMissing(facts);
        var (kept, end) = (0, 0L);
        string? fault = null;
        foreach (var file in facts.Files)
        {
            fault = string.CompareOrdinal(missing ?? file.Name, file.Name) < 0
                ? $"{missing} before it is missing"
                : FindFault(facts, file, end);
            if (fault is not null)
            {
                break;
            }

            end = file.Header.IsEmpty ? end : file.Header.EndOffset;
            kept++;
        }

        var isComplete = facts.Noted is not null && fault is null && missing is null;
        return new IndexPlan(kept, fault, missing, isComplete ? Math.Min(facts.Noted!.IndexedTo, facts.LogEnd) : 0);
    }

    // The first noted file that is not there although the log still has messages of it.
    private static string? FindMissing(IndexFacts facts)
    {
        var there = facts.Files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        return facts.Noted?.Files
            .Where(noted => noted.Value >= facts.LogStart && !there.Contains(noted.Key))
            .Select(noted => noted.Key)
            .FirstOrDefault();
    }

    private static string? FindFault(IndexFacts facts, in IndexFileFacts file, long previousEnd)
    {
        var header = file.Header;
        if (file.Length > facts.Shape.FileBytes || file.Length < facts.Shape.ItemAt(Math.Max(header.Count, IndexHeader.FirstItem)))
        {
            return $"it has {file.Length} of {facts.Shape.FileBytes} bytes and counts {header.Count} items";
        }

        if (header.FindFault(facts.Shape) is { } fault)
        {
            return fault;
        }

        if (facts.Noted is { } noted && noted.Files.TryGetValue(file.Name, out var end) && header.EndOffset < end)
        {
            return $"it reached to offset {end} once and reaches to {header.EndOffset} now";
        }

        if (header.IsEmpty)
        {
            // It was begun when the one before was full; that one can be cut back to the log's end only as the newest.
            return previousEnd > 0 && previousEnd >= facts.LogEnd
                ? $"it is empty, and the file before it reaches to offset {previousEnd}, behind the log's end, {facts.LogEnd}"
                : null;
        }

        if (header.BeginOffset < previousEnd)
        {
            return $"it begins at offset {header.BeginOffset}, before the end of the file before it, {previousEnd}";
        }

        return header.BeginOffset >= facts.LogEnd
            ? $"it begins at offset {header.BeginOffset}, behind the log's end, {facts.LogEnd}"
            : null;
    }
}
