using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Engine.Protocol;

namespace Engine.Client.Producing;

/// <summary>
/// Round robin over the queues of a topic, from a random start; after a failed attempt the next queue of another broker, when there is
/// one. Mirrors TopicPublishInfo#selectOneMessageQueue, with one counter per topic instead of one per thread and topic.
/// </summary>
internal sealed class QueueSelector(Func<int, int> random)
{
    private readonly ConcurrentDictionary<string, StrongBox<int>> _counters = new(StringComparer.Ordinal);

    /// <param name="queues">Queues of one topic, at least one.</param>
    /// <param name="lastBroker">Broker of the failed attempt before; null for a first one.</param>
    public MessageQueue Select(IReadOnlyList<MessageQueue> queues, string? lastBroker)
    {
        var counter = _counters.GetOrAdd(queues[0].Topic, static (_, next) => new StrongBox<int>(next(int.MaxValue)), random);
        for (var i = 1; i < queues.Count && lastBroker is not null; i++)
        {
            var queue = Next(queues, counter);
            if (queue.BrokerName != lastBroker)
            {
                return queue;
            }
        }

        return Next(queues, counter);
    }

    private static MessageQueue Next(IReadOnlyList<MessageQueue> queues, StrongBox<int> counter) =>
        queues[(int)((uint)Interlocked.Increment(ref counter.Value) % queues.Count)];
}
