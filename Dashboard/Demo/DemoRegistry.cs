using System.Collections.Concurrent;
using Engine.Admin;

namespace Dashboard.Demo;

/// <summary>
/// The demo traffic that runs, by id: at most 100 producers and 100 starts of consumers; producers that are over make room.
/// </summary>
internal sealed class DemoRegistry
{
    private readonly ConcurrentDictionary<string, DemoProducer> _producers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DemoConsumers> _consumers = new(StringComparer.Ordinal);
    private readonly Lock _adding = new();
    private int _lastId;

    public IReadOnlyList<DemoProducer> Producers => [.. _producers.Values.OrderBy(producer => Number(producer.Id))];

    public IReadOnlyList<DemoConsumers> Consumers => [.. _consumers.Values.OrderBy(consumers => Number(consumers.Id))];

    /// <summary>Ids count up, so that the lists stay in the order of their starts.</summary>
    public string NextId(string prefix) => $"{prefix}{Interlocked.Increment(ref _lastId)}";

    public async Task AddAsync(DemoProducer producer)
    {
        foreach (var over in _producers.Values.Where(known => known.IsOver).ToList())
        {
            if (_producers.Count >= DemoLimits.MaxProducers && _producers.TryRemove(over.Id, out var removed))
            {
                await removed.DisposeAsync();
            }
        }

        RequireRoom(_producers.Count < DemoLimits.MaxProducers, "producers", DemoLimits.MaxProducers);
        _producers[producer.Id] = producer;
    }

    /// <summary>
    /// Adds the consumers of a start. Their numbers, from 1, are those that no other of the group has now: the clients of a group have the
    /// same names again after a stop, and a broadcasting one goes on with the offsets in its folder.
    /// </summary>
    /// <param name="group">Their group.</param>
    /// <param name="instances">How many clients.</param>
    /// <param name="make">Makes them with these numbers.</param>
    public DemoConsumers Add(string group, int instances, Func<IReadOnlyList<int>, DemoConsumers> make)
    {
        lock (_adding)
        {
            RequireRoom(_consumers.Count < DemoLimits.MaxConsumers, "starts of consumers", DemoLimits.MaxConsumers);
            var taken = _consumers.Values.Where(known => known.Group == group).SelectMany(known => known.Numbers).ToHashSet();
            var free = Enumerable.Range(1, taken.Count + instances).Where(number => !taken.Contains(number));
            var consumers = make([.. free.Take(instances)]);
            _consumers[consumers.Id] = consumers;
            return consumers;
        }
    }

    public DemoProducer? TakeProducer(string id) => _producers.TryRemove(id, out var producer) ? producer : null;

    public DemoProducer? FindProducer(string id) => _producers.GetValueOrDefault(id);

    public DemoConsumers? FindConsumers(string id) => _consumers.GetValueOrDefault(id);

    public void Forget(DemoConsumers consumers) => _consumers.TryRemove(consumers.Id, out _);

    private static int Number(string id) => int.Parse(id.AsSpan(1), provider: System.Globalization.CultureInfo.InvariantCulture);

    private static void RequireRoom(bool room, string what, int most)
    {
        if (!room)
        {
            throw new AdminException(AdminErrorKind.Conflict, $"{most} {what} are running, that is the most; stop some first");
        }
    }
}
