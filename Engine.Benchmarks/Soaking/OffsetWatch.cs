using System.Collections.Concurrent;
using Engine.Admin;
using Engine.Benchmarks.Crashing;
using Engine.Protocol;

namespace Engine.Benchmarks.Soaking;

/// <summary>Reads a group's committed offsets at the brokers again and again, and notes each that went back.</summary>
internal sealed class OffsetWatch(IClusterAdmin admin, string group)
{
    private readonly ConcurrentDictionary<MessageQueue, long> _last = new();
    private readonly ConcurrentDictionary<MessageQueue, long> _highest = new();
    private readonly ConcurrentQueue<string> _back = new();

    internal int Samples { get; private set; }

    internal int Back => _back.Count;

    /// <summary>The highest offset seen so far; null for none.</summary>
    internal long? HighestOf(MessageQueue queue) => _highest.TryGetValue(queue, out var offset) ? offset : null;

    /// <summary>One look at all queues.</summary>
    internal async Task SampleAsync(CancellationToken ct)
    {
        var figures = await admin.ReadGroupProgressAsync(group, ct).ConfigureAwait(false);
        foreach (var queue in figures.Queues)
            Note(queue.Queue, queue.ConsumerOffset);

        Samples++;
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
        {
            _last[queue] = now;
            _highest.AddOrUpdate(queue, now, (_, highest) => Math.Max(highest, now));
        }
        else
        {
            _last.TryRemove(queue, out _);
        }
    }
}
