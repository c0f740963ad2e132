namespace Dashboard.Figures.Live;

/// <summary>Which rows differ between two samples. Pure.</summary>
/// <param name="Changed">New rows and rows with other values, in the order of the newer sample.</param>
/// <param name="Removed">Rows that are no longer there.</param>
internal readonly record struct RowChanges<TRow>(IReadOnlyList<TRow> Changed, IReadOnlyList<TRow> Removed)
    where TRow : class
{
    /// <param name="before">The older rows.</param>
    /// <param name="now">The newer rows.</param>
    /// <param name="keyOf">What makes a row the same row.</param>
    /// <param name="isSame">Whether two of the same row have the same values; when they were read does not count.</param>
    internal static RowChanges<TRow> Of<TKey>(
        IReadOnlyList<TRow> before, IReadOnlyList<TRow> now, Func<TRow, TKey> keyOf, Func<TRow, TRow, bool> isSame)
        where TKey : notnull
    {
        var old = before.ToDictionary(keyOf);
        List<TRow> changed = [];
        foreach (var row in now)
        {
            if (!old.Remove(keyOf(row), out var known) || !isSame(known, row))
                changed.Add(row);
        }

        return new RowChanges<TRow>(changed, [.. old.Values]);
    }
}
