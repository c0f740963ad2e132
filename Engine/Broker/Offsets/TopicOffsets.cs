namespace Engine.Broker.Offsets;

/// <summary>Offsets of one group on the queues of one topic, and the resets its members have not taken over yet.</summary>
internal sealed class TopicOffsets
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, long> _offsets = [];
    private readonly Dictionary<int, long> _pending = [];
    private readonly Dictionary<int, long> _resetAt = [];

    /// <summary>Pending resets that a pull was answered with: they end with the next one, which comes from there.</summary>
    private readonly HashSet<int> _told = [];

    public static TopicOffsets From(IReadOnlyDictionary<int, long> stored)
    {
        var offsets = new TopicOffsets();
        foreach (var (queueId, offset) in stored)
        {
            offsets._offsets[queueId] = offset;
        }

        return offsets;
    }

    public CommitOutcome Commit(int queueId, long offset, out long? previous)
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

            _offsets[queueId] = offset;
            return previous == offset ? CommitOutcome.Unchanged
                : previous > offset ? CommitOutcome.Lowered
                : CommitOutcome.Stored;
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

    /// <summary>When each queue was last reset, in ms since 1970; a copy.</summary>
    public Dictionary<int, long> Resets()
    {
        lock (_lock)
        {
            return _resetAt.Count == 0 ? [] : new Dictionary<int, long>(_resetAt);
        }
    }

    /// <summary>
    /// What a pull is to be answered with. Its sender may commit an offset from before the reset until it has read the answer, so the reset
    /// stays pending until the next pull of the queue.
    /// </summary>
    public bool TryTellPending(int queueId, out long offset)
    {
        lock (_lock)
        {
            if (!_pending.TryGetValue(queueId, out offset))
            {
                return false;
            }

            if (_told.Add(queueId))
            {
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
            return _pending.ContainsKey(queueId) && !_told.Contains(queueId);
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

    public Dictionary<int, long> ToDictionary()
    {
        lock (_lock)
        {
            return new Dictionary<int, long>(_offsets);
        }
    }

    private void EndPending(int queueId)
    {
        _pending.Remove(queueId);
        _told.Remove(queueId);
    }
}
