using System.Buffers.Binary;
using System.Diagnostics;
using Engine.Client.Consuming;
using Engine.Protocol.Messages;

namespace Engine.Benchmarks.Consuming;

/// <summary>
/// A listener that counts, lets a producer wait for it, and, when told so, notes how long each message took from its send: the first
/// eight bytes of the body are the time stamp of the send.
/// </summary>
internal sealed class CountingListener : IMessageListener
{
    private static readonly ValueTask<ConsumeStatus?> Done = new(ConsumeStatus.Success);

    private readonly Lock _lock = new();
    private long _consumed;
    private long _goal = long.MaxValue;
    private TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LatencySamples? _latencies;

    internal long Consumed => Interlocked.Read(ref _consumed);

    public ValueTask<ConsumeStatus?> ConsumeAsync(
        IReadOnlyList<MessageExt> messages, ConsumeContext context, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _latencies) is { } latencies)
        {
            var now = Stopwatch.GetTimestamp();
            foreach (var message in messages)
                latencies.Add(now - BinaryPrimitives.ReadInt64LittleEndian(message.Body.Span));
        }

        if (Interlocked.Add(ref _consumed, messages.Count) >= Volatile.Read(ref _goal))
            Reach();

        return Done;
    }

    /// <summary>From now on each message is timed into these samples; null stops it.</summary>
    internal void Time(LatencySamples? samples) => Volatile.Write(ref _latencies, samples);

    /// <summary>Ends when so many messages were consumed. One waits at a time.</summary>
    internal Task WhenConsumedAsync(long count, CancellationToken ct)
    {
        Task reached;
        lock (_lock)
        {
            _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            reached = _reached.Task;
            Volatile.Write(ref _goal, count);
        }

        // The full fence between setting the goal and reading the count: one of both sides sees the other.
        Interlocked.MemoryBarrier();
        if (Consumed >= count)
            Reach();

        return reached.WaitAsync(ct);
    }

    private void Reach()
    {
        lock (_lock)
        {
            if (Consumed < Volatile.Read(ref _goal))
                return;

            Volatile.Write(ref _goal, long.MaxValue);
            _reached.TrySetResult();
        }
    }
}
