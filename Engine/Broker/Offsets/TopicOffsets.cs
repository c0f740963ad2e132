namespace Engine.Broker.Offsets;

/// <summary>Offsets of one group on the queues of one topic, and the resets its members have not taken over yet.</summary>
internal sealed class TopicOffsets
{
    private const int MostTold = 3;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, long> _offsets = [];
    private readonly Dictionary<int, long> _pending = [];
    private readonly Dictionary<int, long> _resetAt = [];

    /// <summary>How often a pull was answered with a pending reset.</summary>
    private readonly Dictionary<int, int> _told = [];

    public static TopicOffsets From(IReadOnlyDictionary<int, long> stored)
    {
        var offsets = new TopicOffsets();
        foreach (var (queueId, offset) in stored)
        {
            offsets._offsets[queueId] = offset;
        }

        return offsets;
    }

    /// <param name="queueId">Queue id.</param>
    /// <param name="offset">The offset.</param>
    /// <param name="onlyRaise">Whether a lower offset is passed over.</param>
    /// <param name="previous">What was stored before; null for nothing.</param>
    public CommitOutcome Commit(int queueId, long offset, bool onlyRaise, out long? previous)
    {
        lock (_lock)
        {
            previous = _offsets.TryGetValue(queueId, out var stored) ? stored : null;
            if (_pending.TryGetValue(queueId, out var pending))
            {
                if (pending != offset)
                {
                    return CommitOutcome.Ignored;
                }

                EndPending(queueId);
            }

            if (onlyRaise && previous > offset)
            {
                return CommitOutcome.Behind;
            }

            _offsets[queueId] = offset;
            return previous == offset ? CommitOutcome.Unchanged
                : previous > offset ? CommitOutcome.Lowered
                : CommitOutcome.Stored;
        }
    }

    /// <summary>Becomes another broker's offsets; false when they were the same.</summary>
    public bool Replace(IReadOnlyDictionary<int, long> other)
    {
        lock (_lock)
        {
            if (_offsets.Count == other.Count && other.All(one => _offsets.TryGetValue(one.Key, out var known) && known == one.Value))
            {
                return false;
            }

            _offsets.Clear();
            foreach (var (queueId, offset) in other)
            {
                _offsets[queueId] = offset;
            }

            return true;
        }
    }

    public long? Find(int queueId)
    {
        lock (_lock)
        {
            return _offsets.TryGetValue(queueId, out var offset) ? offset : null;
        }
    }

    public void Reset(int queueId, long offset, bool keepPending, long at)
    {
        lock (_lock)
        {
            _offsets[queueId] = offset;
            _resetAt[queueId] = at;
            EndPending(queueId);
            if (keepPending)
            {
                _pending[queueId] = offset;
            }
        }
    }

    public void NoteReset(int queueId, long at)
    {
        lock (_lock)
        {
            _resetAt[queueId] = at;
        }
    }

    /// <summary>Lowers what is above the end of its queue to that end; what it did, by queue id.</summary>
    public List<LoweredOffset> LowerTo(Func<int, long> endOf)
    {
        lock (_lock)
        {
            var lowered = _offsets.Select(one => new LoweredOffset(one.Key, one.Value, endOf(one.Key)))
                .Where(one => one.Before > one.After)
                .OrderBy(one => one.QueueId)
                .ToList();
            lowered.ForEach(one => _offsets[one.QueueId] = one.After);
            return lowered;
        }
    }

    /// <summary>A copy of the offsets and, of the same moment, when each queue was last reset, in ms since 1970.</summary>
    public Dictionary<int, long> ToDictionary(out Dictionary<int, long> resets)
    {
        lock (_lock)
        {
            resets = _resetAt.Count == 0 ? [] : new Dictionary<int, long>(_resetAt);
            return new Dictionary<int, long>(_offsets);
        }
    }

    /// <summary>
    /// What a pull is to be answered with. Its sender may commit an offset from before the reset until it has read the answer, so the reset
    /// stays pending until a pull comes from its offset, or from elsewhere for the third time after it was told: a reader with offsets of
    /// its own need not follow.
    /// </summary>
    public bool TryTellPending(int queueId, long pulled, out long offset)
    {
        lock (_lock)
        {
            if (!_pending.TryGetValue(queueId, out offset))
            {
                return false;
            }

            var told = _told.GetValueOrDefault(queueId);
            if (told < MostTold && (told == 0 || pulled != offset))
            {
                _told[queueId] = told + 1;
                return true;
            }

            EndPending(queueId);
            return false;
        }
    }

    /// <summary>Whether a pull would be answered with a reset.</summary>
    public bool IsPending(int queueId)
    {
        lock (_lock)
        {
            return _pending.ContainsKey(queueId) && _told.GetValueOrDefault(queueId) < MostTold;
        }
    }

    public void ClearPending()
    {
        lock (_lock)
        {
            _pending.Clear();
            _told.Clear();
        }
    }

    public Dictionary<int, long> ToDictionary() => ToDictionary(out _);

    private void EndPending(int queueId)
    {
        _pending.Remove(queueId);
        _told.Remove(queueId);
    }
}
