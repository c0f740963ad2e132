namespace Engine.Broker.Offsets;

/// <summary>Whose commits on which queues are above the queue's end, so that each is told once. Any thread.</summary>
internal sealed class CommitsAboveEnd
{
    /// <summary>So many queues of groups are known at a time.</summary>
    public const int Capacity = 1000;

    private readonly Lock _lock = new();
    private readonly HashSet<(string Group, string Topic, int QueueId)> _known = [];
    private volatile bool _hasAny;
    private bool _isFull;

    /// <summary>Notes a commit above the end.</summary>
    public CommitNotice Note(string group, string topic, int queueId)
    {
        lock (_lock)
        {
            if (_known.Contains((group, topic, queueId)))
            {
                return CommitNotice.Known;
            }

            if (_known.Count >= Capacity)
            {
                var wasFull = _isFull;
                _isFull = true;
                return wasFull ? CommitNotice.Known : CommitNotice.FirstOfTooMany;
            }

            _known.Add((group, topic, queueId));
            _hasAny = true;
            return CommitNotice.New;
        }
    }

    /// <summary>A commit was right again.</summary>
    public void Forget(string group, string topic, int queueId)
    {
        if (!_hasAny)
        {
            return;
        }

        lock (_lock)
        {
            NoteForgotten_NeedsLock(_known.Remove((group, topic, queueId)));
        }
    }

    /// <summary>The group is deleted.</summary>
    public void ForgetGroup(string group) => ForgetAll(known => known.Group == group);

    /// <summary>The topic is deleted.</summary>
    public void ForgetTopic(string topic) => ForgetAll(known => known.Topic == topic);

    private void ForgetAll(Predicate<(string Group, string Topic, int QueueId)> which)
    {
        lock (_lock)
        {
            NoteForgotten_NeedsLock(_known.RemoveWhere(which) > 0);
        }
    }

    private void NoteForgotten_NeedsLock(bool any)
    {
        _isFull &= !any;
        _hasAny = _known.Count > 0;
    }
}
