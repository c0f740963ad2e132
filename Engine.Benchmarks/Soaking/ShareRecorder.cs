using System.Diagnostics;
using Engine.Client.Consuming.Rebalance;
using Engine.Protocol;

namespace Engine.Benchmarks.Soaking;

/// <summary>Shares queues as AVG does and notes what one member gains and loses by it. Safe for many threads.</summary>
/// <param name="committedOf">The highest committed offset seen at the broker; null for none.</param>
internal sealed class ShareRecorder(Func<MessageQueue, long?> committedOf) : IAllocateStrategy
{
    private readonly AllocateAveragely _strategy = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<MessageQueue, Holding> _latest = [];
    private int _changes;

    public string Name => _strategy.Name;

    /// <summary>Rebalances of a topic that changed this member's share.</summary>
    internal int Changes => Volatile.Read(ref _changes);

    public IReadOnlyList<MessageQueue> Allocate(
        string group, string clientId, IReadOnlyList<MessageQueue> queues, IReadOnlyList<string> clientIds)
    {
        var share = _strategy.Allocate(group, clientId, queues, clientIds);
        var now = Stopwatch.GetTimestamp();
        lock (_lock)
        {
            var isChanged = false;
            foreach (var queue in queues)
            {
                var latest = _latest.GetValueOrDefault(queue);
                var isHeld = latest is { End: HoldingEnd.None };
                if (share.Contains(queue) == isHeld)
                    continue;

                isChanged = true;
                if (isHeld)
                    latest!.Close(HoldingEnd.Lost, now);
                else
                    _latest[queue] = new Holding(clientId, queue, now, committedOf(queue), clientIds);
            }

            if (isChanged)
                Interlocked.Increment(ref _changes);
        }

        return share;
    }

    /// <summary>The holding to which a message of a queue belongs: a call may begin just as the queue is lost.</summary>
    internal Holding Of(MessageQueue queue)
    {
        lock (_lock)
            return _latest[queue];
    }

    /// <summary>Notes which lost queues the member has done with; those it still has are given.</summary>
    internal void NoteGivenUp(IReadOnlyCollection<MessageQueue> assigned)
    {
        var now = Stopwatch.GetTimestamp();
        lock (_lock)
        {
            foreach (var holding in _latest.Values.Where(each => each.End == HoldingEnd.Lost && !assigned.Contains(each.Queue)))
                holding.GiveUp(now);
        }
    }

    /// <summary>Ends everything that is held.</summary>
    internal void CloseAll(HoldingEnd end, long at)
    {
        lock (_lock)
        {
            foreach (var holding in _latest.Values)
                holding.Close(end, at);
        }
    }
}
