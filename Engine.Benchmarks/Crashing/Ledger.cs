namespace Engine.Benchmarks.Crashing;

/// <summary>
/// What the store owes: every acknowledged message at its offsets, and every message that a reader has seen once. Beyond that only the call
/// that each sender had under way when its process was killed may be there, in part or whole.
/// </summary>
internal sealed class Ledger(Faults faults)
{
    private readonly Dictionary<(string Topic, int QueueId), List<LedgerEntry>> _queues = [];
    private readonly Dictionary<(int Process, int Sender), int> _nextCalls = [];
    private readonly Dictionary<LoadId, int> _seenUnderWay = [];

    /// <summary>Messages acknowledged so far, deleted ones included.</summary>
    internal long Acknowledged { get; private set; }

    /// <summary>Whether a deletion was begun and not acknowledged: its topic may be there as before, or gone.</summary>
    internal bool IsDeletionOpen { get; private set; }

    internal IEnumerable<(string Topic, int QueueId)> Queues => _queues.Keys;

    internal IReadOnlyList<LedgerEntry> Of((string Topic, int QueueId) queue) => _queues.GetValueOrDefault(queue) ?? [];

    /// <summary>Takes what a sender noted; call it once for every sender, in the order in which processes ran.</summary>
    internal void Enter(int process, int sender, IEnumerable<Ack> acks)
    {
        _nextCalls[(process, sender)] = 0;
        foreach (var ack in acks)
        {
            _nextCalls[(process, sender)] = ack.Call + 1;
            switch (ack.Kind)
            {
                case AckKind.Stored:
                    Enter(process, sender, ack);
                    break;
                case AckKind.DeletionBegun:
                    IsDeletionOpen = true;
                    break;
                default:
                    Delete();
                    break;
            }
        }
    }

    /// <summary>Says how an open deletion came out.</summary>
    internal void CloseDeletion(bool isDeleted)
    {
        if (isDeleted)
            Delete();

        IsDeletionOpen = false;
    }

    /// <summary>Compares a message that a reader gets with what must be there, and remembers it.</summary>
    internal void Match((string Topic, int QueueId) queue, long offset, LoadId id, long physicalOffset)
    {
        var entries = Entries(queue, offset);
        var known = entries[(int)offset];
        if (known.IsBlank)
        {
            RequireUnderWay(queue, offset, id);
            entries[(int)offset] = new LedgerEntry(id, physicalOffset, false);
        }
        else if (known.Id != id)
        {
            var kind = known.IsAcknowledged ? FaultKind.Lost : FaultKind.Wrong;
            faults.Add(kind, $"{queue.Topic} Q{queue.QueueId} at offset {offset} has {id} in place of {known}");
        }
        else if (known.PhysicalOffset < 0)
        {
            entries[(int)offset] = known with { PhysicalOffset = physicalOffset };
        }
        else if (known.PhysicalOffset != physicalOffset)
        {
            faults.Add(FaultKind.Wrong, $"{queue.Topic} Q{queue.QueueId} at offset {offset} is at {physicalOffset} now, was {known}");
        }
    }

    private void Enter(int process, int sender, in Ack ack)
    {
        var call = LoadCall.Of(process, sender, ack.Call);
        var queue = (call.Topic, call.QueueId);
        for (var index = 0; index < call.Messages; index++)
        {
            var offset = ack.QueueOffset + index;
            var entries = Entries(queue, offset);
            var id = new LoadId(process, sender, ack.Call, index);
            if (entries[(int)offset] is { IsBlank: false } taken)
                faults.Add(FaultKind.Duplicate, $"{queue.Topic} Q{queue.QueueId} offset {offset} was given to {id} and is {taken}");

            entries[(int)offset] = new LedgerEntry(id, index == 0 ? ack.PhysicalOffset : -1, true);
            Acknowledged++;
        }
    }

    private void RequireUnderWay((string Topic, int QueueId) queue, long offset, LoadId id)
    {
        var nextCall = _nextCalls.GetValueOrDefault((id.Process, id.Sender), -1);
        var first = id with { Index = 0 };
        var nextIndex = _seenUnderWay.GetValueOrDefault(first);
        if (id.Call == nextCall && id.Index == nextIndex)
            _seenUnderWay[first] = nextIndex + 1;
        else if (id.Call < nextCall || id.Index < nextIndex)
            faults.Add(FaultKind.Duplicate, $"{queue.Topic} Q{queue.QueueId} at offset {offset} has {id}, which is elsewhere already");
        else
            faults.Add(FaultKind.Wrong, $"{queue.Topic} Q{queue.QueueId} at offset {offset} has {id}, which was not sent by then");
    }

    private List<LedgerEntry> Entries((string Topic, int QueueId) queue, long offset)
    {
        if (!_queues.TryGetValue(queue, out var entries))
            _queues[queue] = entries = [];

        while (entries.Count <= offset)
            entries.Add(default);

        return entries;
    }

    private void Delete()
    {
        foreach (var queue in _queues.Keys.Where(queue => queue.Topic == LoadCall.DeletedTopic).ToArray())
            _queues.Remove(queue);

        IsDeletionOpen = false;
    }
}
