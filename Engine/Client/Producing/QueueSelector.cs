using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Engine.Protocol;

namespace Engine.Client.Producing;

/// <summary>
/// Round robin over the queues of a topic, from a random start; after a failed attempt the next queue of another broker, when there is
/// one. With latency faults on, only queues of available brokers, else of one of the better half of the brokers. Mirrors
/// TopicPublishInfo#selectOneMessageQueue and MQFaultStrategy, with one counter per topic instead of one per thread and topic.
/// </summary>
internal sealed class QueueSelector(Func<int, int> random, LatencyFaultTable? faults = null)
{
    private readonly ConcurrentDictionary<string, StrongBox<int>> _counters = new(StringComparer.Ordinal);

    /// <param name="queues">Queues of one topic, at least one.</param>
    /// <param name="lastBroker">Broker of the failed attempt before; null for a first one.</param>
    public MessageQueue Select(IReadOnlyList<MessageQueue> queues, string? lastBroker)
    {
        var counter = _counters.GetOrAdd(queues[0].Topic, static (_, next) => new StrongBox<int>(next(int.MaxValue)), random);
        if (faults is { IsEnabled: true })
        {
            return TrySelect(queues, counter, queue => queue.BrokerName != lastBroker && faults.IsAvailable(queue.BrokerName))
                ?? TrySelect(queues, counter, queue => faults.IsAvailable(queue.BrokerName))
                ?? SelectAtLeast(queues, counter, faults);
        }

        var other = lastBroker is null ? null : TrySelect(queues, counter, queue => queue.BrokerName != lastBroker);
        return other ?? Next(queues, counter);
    }

    private static MessageQueue SelectAtLeast(IReadOnlyList<MessageQueue> queues, StrongBox<int> counter, LatencyFaultTable faults)
    {
        var broker = faults.PickOneAtLeast(queues.Select(queue => queue.BrokerName).Distinct());
        return Next([.. queues.Where(queue => queue.BrokerName == broker)], counter);
    }

    private static MessageQueue? TrySelect(IReadOnlyList<MessageQueue> queues, StrongBox<int> counter, Predicate<MessageQueue> isWanted)
    {
        for (var tried = 0; tried < queues.Count; tried++)
        {
            var queue = Next(queues, counter);
            if (isWanted(queue))
            {
                return queue;
            }
        }

        return null;
    }

    private static MessageQueue Next(IReadOnlyList<MessageQueue> queues, StrongBox<int> counter) =>
        queues[(int)((uint)Interlocked.Increment(ref counter.Value) % queues.Count)];
}
