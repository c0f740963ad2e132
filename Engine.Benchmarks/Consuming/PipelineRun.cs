using System.Diagnostics;
using Engine.Protocol.Messages;

namespace Engine.Benchmarks.Consuming;

/// <summary>
/// Sends without a pause for some seconds, at most a given number of messages ahead of the consumer, then waits until all are consumed.
/// </summary>
internal sealed class PipelineRun(Pipeline pipeline, int batch, int inFlight)
{
    private const int MostAhead = 8 * 1024;

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(1);

    private long _sent = 1;

    /// <summary>Messages sent so far, the first one of the pipeline's start included.</summary>
    internal long Sent => Interlocked.Read(ref _sent);

    /// <summary>Messages per second from the first send to the last one consumed.</summary>
    internal async Task<double> ForAsync(TimeSpan time, CancellationToken ct)
    {
        var (began, before) = (Stopwatch.GetTimestamp(), Sent);
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(() => SendAsync(began, time, ct), ct))).ConfigureAwait(false);
        await pipeline.Listener.WhenConsumedAsync(Sent, ct).ConfigureAwait(false);
        return (Sent - before) / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private async Task SendAsync(long began, TimeSpan time, CancellationToken ct)
    {
        var messages = Enumerable.Range(0, batch).Select(_ => Pipeline.Message()).ToArray();
        while (Stopwatch.GetElapsedTime(began) < time)
        {
            await KeepNearAsync(ct).ConfigureAwait(false);
            await SendOnceAsync(messages, ct).ConfigureAwait(false);
            Interlocked.Add(ref _sent, messages.Length);
        }
    }

    private Task SendOnceAsync(Message[] messages, CancellationToken ct) =>
        batch == 1 ? pipeline.Producer.SendAsync(messages[0], ct) : pipeline.Producer.SendBatchAsync(messages, ct);

    // An unbounded backlog would measure the disk, not the pipeline.
    private async ValueTask KeepNearAsync(CancellationToken ct)
    {
        while (Sent - pipeline.Listener.Consumed > MostAhead)
            await Task.Delay(Glance, TimeProvider.System, ct).ConfigureAwait(false);
    }
}
