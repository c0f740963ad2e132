using Engine.Admin.Clusters;
using Engine.Protocol;

namespace Engine.Admin.Offsets;

/// <summary>
/// Finds the time by which a broker that only resets whole topics by time (222 of 4.9) sets every queue of a topic to the offset that is
/// wanted. The offset that a broker finds for a time (29) only grows with the time, so the time is found by halving: at most 42 rounds.
/// </summary>
internal sealed class ResetTimes(ClusterCalls calls, OffsetSearch search)
{
    /// <summary>What 222 takes for the end of the queues.</summary>
    public const long End = -1;

    private const int AtOnce = 8;

    /// <summary>Milliseconds since 1970, or <see cref="End"/>; null when no time leads to these offsets.</summary>
    /// <param name="broker">The broker.</param>
    /// <param name="queues">All queues of the topic there, their bounds and the offsets wanted.</param>
    /// <param name="deadline">For all of it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<long?> FindAsync(
        BrokerEndpoint broker,
        IReadOnlyCollection<(MessageQueue Queue, long Min, long Max, long Wanted)> queues,
        Deadline deadline,
        CancellationToken cancellationToken)
    {
        if (queues.All(queue => queue.Wanted == queue.Max))
        {
            return End;
        }

        // Of an empty queue any time gives the same.
        var filled = queues.Where(queue => queue.Max > queue.Min).ToList();
        var (low, high) = (0L, calls.Time.GetUtcNow().ToUnixTimeMilliseconds());
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            var (isEarly, isLate) = await CompareAsync(broker, filled, middle, deadline, cancellationToken).ConfigureAwait(false);
            if (isEarly == isLate)
            {
                return isEarly ? null : middle;
            }

            (low, high) = isEarly ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    private async Task<(bool IsEarly, bool IsLate)> CompareAsync(
        BrokerEndpoint broker,
        IReadOnlyCollection<(MessageQueue Queue, long Min, long Max, long Wanted)> queues,
        long time,
        Deadline deadline,
        CancellationToken cancellationToken)
    {
        var (isEarly, isLate) = (false, false);
        foreach (var some in queues.Chunk(AtOnce))
        {
            var found = await Task.WhenAll(some.Select(queue => search.FirstAtAsync(
                broker, queue.Queue, DateTimeOffset.FromUnixTimeMilliseconds(time), deadline, cancellationToken))).ConfigureAwait(false);
            isEarly |= some.Zip(found).Any(pair => pair.Second < pair.First.Wanted);
            isLate |= some.Zip(found).Any(pair => pair.Second > pair.First.Wanted);
        }

        return (isEarly, isLate);
    }
}
