using System.Collections.Concurrent;
using System.Diagnostics;
using Engine.Benchmarks.Crashing;

namespace Engine.Benchmarks.Drilling;

/// <summary>What was sent and acknowledged, and every delivery of it. Safe for many threads until it is judged.</summary>
internal sealed class DrillLedger
{
    /// <summary>
    /// What was consumed is reported within 5 s and on the broker's disk within 5 s more; a broker is down for up to 4 s. What comes again
    /// later than that was not in flight.
    /// </summary>
    private static readonly TimeSpan InFlight = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<int, long> _acknowledged = new();
    private readonly ConcurrentDictionary<int, ConcurrentQueue<DrillDelivery>> _deliveries = new();

    internal int Acknowledged => _acknowledged.Count;

    internal void Acknowledge(int number) => _acknowledged[number] = Stopwatch.GetTimestamp();

    internal void Consume(int number, DrillDelivery delivery) =>
        _deliveries.GetOrAdd(number, static _ => new ConcurrentQueue<DrillDelivery>()).Enqueue(delivery);

    internal int CountUnconsumed() => _acknowledged.Keys.Count(number => !_deliveries.ContainsKey(number));

    internal DrillVerdict Judge(Faults faults)
    {
        var lost = _acknowledged.Keys.Where(number => !_deliveries.ContainsKey(number)).Order().ToList();
        foreach (var number in lost)
            faults.Add(FaultKind.Lost, $"message {number} was acknowledged and never consumed");

        var duplicates = 0;
        var moved = 0;
        var unexplained = 0;
        foreach (var (number, all) in _deliveries)
        {
            var sorted = all.OrderBy(delivery => delivery.Began).ToArray();
            for (var at = 1; at < sorted.Length; at++)
            {
                duplicates++;
                moved += sorted[at - 1].Member == sorted[at].Member ? 0 : 1;
                var distance = Stopwatch.GetElapsedTime(sorted[at - 1].Ended, sorted[at].Began);
                if (distance <= InFlight)
                    continue;

                unexplained++;
                faults.Add(
                    FaultKind.Duplicate,
                    $"message {number} at {sorted[at].Place} came again {distance.TotalSeconds:F1} s after it was done");
            }
        }

        return new DrillVerdict(lost.Count, duplicates, moved, unexplained, LongestGap());
    }

    private TimeSpan LongestGap() =>
        _acknowledged.Where(sent => _deliveries.ContainsKey(sent.Key))
            .Select(sent => Stopwatch.GetElapsedTime(sent.Value, _deliveries[sent.Key].Min(delivery => delivery.Began)))
            .Append(TimeSpan.Zero)
            .Max();
}
