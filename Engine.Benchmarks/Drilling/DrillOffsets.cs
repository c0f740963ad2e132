using System.Collections.Concurrent;
using Engine.Admin;
using Engine.Benchmarks.Crashing;
using Engine.Protocol;

namespace Engine.Benchmarks.Drilling;

/// <summary>
/// Reads the group's committed offsets again and again, and notes each that went back in one life of its master. A kill may lose what was
/// not saved, and a slave has its master's offsets of some seconds ago: neither is compared with what was before.
/// </summary>
internal sealed class DrillOffsets(IClusterAdmin admin, string group, Func<int> lives)
{
    private readonly Dictionary<MessageQueue, long> _last = [];
    private readonly ConcurrentQueue<string> _back = new();
    private int _livesThen;

    internal int Samples { get; private set; }

    internal int Back => _back.Count;

    /// <summary>One look at all queues; one that fails, as nodes come and go, is none.</summary>
    internal async Task SampleAsync(CancellationToken ct)
    {
        var before = lives();
        try
        {
            var figures = await admin.ReadGroupProgressAsync(group, ct).ConfigureAwait(false);
            if (before != lives() || before != _livesThen || figures.SlaveReadings.Count > 0)
            {
                _livesThen = lives();
                _last.Clear();
                return;
            }

            foreach (var queue in figures.Queues)
                Note(queue.Queue, queue.ConsumerOffset);

            Samples++;
        }
        catch (AdminException)
        {
            _last.Clear();
        }
    }

    internal void AddTo(Faults faults)
    {
        foreach (var text in _back)
            faults.Add(FaultKind.Wrong, $"{text}");
    }

    private void Note(MessageQueue queue, long? offset)
    {
        if (_last.TryGetValue(queue, out var before) && (offset is null || offset < before))
            _back.Enqueue($"seen: {queue} went back from {before} to {offset?.ToString() ?? "nothing"}");

        if (offset is { } now)
            _last[queue] = now;
        else
            _last.Remove(queue);
    }
}
