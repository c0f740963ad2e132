using System.Collections.Concurrent;
using Engine.Benchmarks.Crashing;

namespace Engine.Benchmarks.Soaking;

/// <summary>What was sent and acknowledged, and every delivery of it.</summary>
internal sealed class SoakLedger
{
    private readonly ConcurrentDictionary<int, bool> _acknowledged = new();
    private readonly ConcurrentDictionary<int, ConcurrentQueue<Delivery>> _deliveries = new();
    private long _open;
    private long _failures;
    private long _completed;

    internal int Acknowledged => _acknowledged.Count;

    /// <summary>Deliveries in a listener now.</summary>
    internal long Open => Interlocked.Read(ref _open);

    /// <summary>Deliveries that the listener failed.</summary>
    internal long Failures => Interlocked.Read(ref _failures);

    /// <summary>Deliveries that the listener completed.</summary>
    internal long Completed => Interlocked.Read(ref _completed);

    internal void Acknowledge(int number) => _acknowledged[number] = true;

    internal Delivery Begin(int number, Holding holding, long offset, long at)
    {
        var delivery = new Delivery(holding, offset, at);
        Interlocked.Increment(ref _open);
        holding.Add(delivery);
        _deliveries.GetOrAdd(number, static _ => new ConcurrentQueue<Delivery>()).Enqueue(delivery);
        return delivery;
    }

    internal void End(Delivery delivery, long at, bool isSuccess)
    {
        delivery.End(at, isSuccess);
        Interlocked.Increment(ref isSuccess ? ref _completed : ref _failures);
        Interlocked.Decrement(ref _open);
    }

    /// <summary>How often a message was handed to a listener so far.</summary>
    internal int AttemptsOf(int number) => _deliveries.TryGetValue(number, out var deliveries) ? deliveries.Count : 0;

    internal int CountUnconsumed() => _acknowledged.Keys.Count(number => !IsConsumed(number));

    /// <summary>Judges the whole run; to be called when nothing is delivered any more.</summary>
    internal SoakVerdict Judge(Faults faults)
    {
        var lost = 0;
        foreach (var number in _acknowledged.Keys.Where(number => !IsConsumed(number)))
        {
            lost++;
            faults.Add(FaultKind.Lost, $"message {number} was acknowledged and never completed");
        }

        var (redelivered, duplicates, unexplained) = (0, 0, 0);
        foreach (var (number, deliveries) in _deliveries)
        {
            var (again, fault) = FindRedeliveries(deliveries);
            redelivered += again;
            var extra = Math.Max(0, deliveries.Count(delivery => delivery.IsSuccess) - 1);
            duplicates += extra;

            // A failed delivery may have come back on its own before it was redelivered: each redelivery makes one completion more at most.
            var odd = fault is null ? Math.Max(0, extra - again) : extra;
            unexplained += odd;
            if (odd > 0)
            {
                var places = string.Join(", ", deliveries.Select(delivery => delivery.ToString()));
                faults.Add(FaultKind.Duplicate, $"message {number}, {fault ?? "with too few redeliveries"}: {places}");
            }
        }

        return new SoakVerdict(lost, redelivered, duplicates, unexplained);
    }

    private bool IsConsumed(int number) =>
        _deliveries.TryGetValue(number, out var deliveries) && deliveries.Any(delivery => delivery.IsSuccess);

    private static (int Again, string? Fault) FindRedeliveries(IEnumerable<Delivery> deliveries)
    {
        var again = 0;
        string? fault = null;
        foreach (var place in deliveries.GroupBy(delivery => (delivery.Holding.Queue, delivery.Offset)))
        {
            Delivery[] inOrder = [.. place.OrderBy(delivery => delivery.Holding.Began).ThenBy(delivery => delivery.Began)];
            for (var at = 1; at < inOrder.Length; at++)
            {
                again++;
                var later = inOrder[at];
                fault ??= inOrder[..at].Select(earlier => RedeliveryRule.FindFault(earlier, later)).FirstOrDefault(odd => odd is not null);
            }
        }

        return (again, fault);
    }
}
