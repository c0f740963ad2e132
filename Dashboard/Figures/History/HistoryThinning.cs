namespace Dashboard.Figures.History;

/// <summary>Brings many points to as many as a chart has room for, as a coarser tier would: highest lag, mean rates. Pure.</summary>
internal static class HistoryThinning
{
    /// <summary>As many points as asked for, at equal distances; unknown where nothing was recorded.</summary>
    internal static IReadOnlyList<HistoryPoint> Of(
        IEnumerable<HistoryPoint> points, DateTimeOffset from, DateTimeOffset to, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var width = (to - from) / count;
        var folds = new SlotFold[count];
        foreach (var point in points)
        {
            if (point.At < from || point.At >= to)
                continue;

            var index = Math.Min(count - 1, (int)((point.At - from) / width));
            if (folds[index].Slot is null)
                folds[index] = SlotFold.Begin(index, point.Values);
            else
                folds[index].Add(point.Values);
        }

        return [.. folds.Select((fold, index) => new HistoryPoint(from + (width * index), fold.Slot is null ? default : fold.Values))];
    }
}
