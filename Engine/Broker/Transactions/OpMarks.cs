namespace Engine.Broker.Transactions;

/// <summary>
/// The marks of one round: which half messages are done, and which records of marks are not needed any more. A bit for each half message
/// that the round looks at; of earlier ones, whose copies it may meet, a limited number.
/// </summary>
/// <param name="halfStart">The first half message that the round looks at.</param>
/// <param name="halfEnd">The first one that it does not look at.</param>
internal sealed class OpMarks(long halfStart, long halfEnd)
{
    private const int MostEarlier = 1024 * 1024;
    private const int MostPieces = 8 * 1024;
    private const int WordBits = 64;

    private readonly ulong[] _done = new ulong[((halfEnd - halfStart) / WordBits) + 1];
    private readonly HashSet<long> _earlier = [];

    /// <summary>Pieces of the queue of marks in order: where the next one begins, the highest half message that is marked in it.</summary>
    private readonly List<(long Next, long Highest)> _pieces = [];

    /// <summary>Takes the marks of the next piece of their queue.</summary>
    /// <param name="next">Where the piece behind it begins.</param>
    /// <param name="halfOffsets">The half messages that it marks as done.</param>
    public void Add(long next, IEnumerable<long> halfOffsets)
    {
        var highest = -1L;
        foreach (var offset in halfOffsets)
        {
            highest = Math.Max(highest, offset);
            Add(offset);
        }

        if (_pieces.Count == MostPieces)
        {
            JoinPieces();
        }

        _pieces.Add((next, highest));
    }

    public bool IsDone(long halfOffset) =>
        halfOffset < halfStart ? _earlier.Contains(halfOffset)
        : halfOffset < halfEnd && (_done[WordOf(halfOffset)] & BitOf(halfOffset)) != 0;

    /// <summary>Where the next round begins to read marks: behind pieces that mark only half messages it does not look at.</summary>
    /// <param name="from">Where this round began.</param>
    /// <param name="halfOffset">The first half message that the next round looks at.</param>
    public long NextOffset(long from, long halfOffset)
    {
        var next = from;
        foreach (var piece in _pieces)
        {
            if (piece.Highest >= halfOffset)
            {
                break;
            }

            next = piece.Next;
        }

        return next;
    }

    private void Add(long offset)
    {
        if (offset < halfStart)
        {
            if (_earlier.Count < MostEarlier)
            {
                _earlier.Add(offset);
            }
        }
        else if (offset < halfEnd)
        {
            _done[WordOf(offset)] |= BitOf(offset);
        }
    }

    private int WordOf(long offset) => (int)((offset - halfStart) / WordBits);

    private ulong BitOf(long offset) => 1UL << (int)((offset - halfStart) % WordBits);

    /// <summary>Two by two: a long queue is let go of in larger steps.</summary>
    private void JoinPieces()
    {
        for (var i = 0; i < MostPieces / 2; i++)
        {
            var second = _pieces[(2 * i) + 1];
            _pieces[i] = (second.Next, Math.Max(_pieces[2 * i].Highest, second.Highest));
        }

        _pieces.RemoveRange(MostPieces / 2, MostPieces / 2);
    }
}
