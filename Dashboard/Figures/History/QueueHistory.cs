namespace Dashboard.Figures.History;

/// <summary>One queue of a group in a range.</summary>
/// <param name="Topic">Topic name.</param>
/// <param name="Broker">Broker name.</param>
/// <param name="QueueId">Queue id on that broker.</param>
public sealed record QueueHistory(string Topic, string Broker, int QueueId)
{
    /// <summary>Oldest first, at equal distances; unknown where nothing was recorded.</summary>
    internal IReadOnlyList<HistoryPoint> Points { get; init; } = [];
}
