namespace Engine.Broker.Transactions;

/// <summary>The marks of one round: which half messages are done, and which records of marks are not needed any more.</summary>
internal sealed class OpMarks
{
    private readonly HashSet<long> _done = [];
    private readonly List<(long OpOffset, long Highest)> _records = [];

    public int Count => _records.Count;

    public void Add(long opOffset, IReadOnlyList<long> halfOffsets)
    {
        _done.UnionWith(halfOffsets);
        _records.Add((opOffset, halfOffsets.Count == 0 ? -1 : halfOffsets.Max()));
    }

    public bool IsDone(long halfOffset) => _done.Contains(halfOffset);

    /// <summary>Where the next round begins to read marks: behind those that mark only half messages it does not look at.</summary>
    /// <param name="from">Where this round began.</param>
    /// <param name="halfOffset">The first half message that the next round looks at.</param>
    public long NextOffset(long from, long halfOffset)
    {
        var next = from;
        foreach (var (opOffset, highest) in _records)
        {
            if (highest >= halfOffset)
            {
                break;
            }

            next = opOffset + 1;
        }

        return next;
    }
}
