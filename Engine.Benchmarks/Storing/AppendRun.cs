using System.Diagnostics;
using Engine.Store;

namespace Engine.Benchmarks.Storing;

/// <summary>
/// Appends by one or more threads without a pause: some time to warm up, then at least 5 s that count, 4 GiB at most. The time ends when
/// consume queues and key index have caught up.
/// </summary>
internal static class AppendRun
{
    private const long MostBytes = (4L << 30) - (256L << 20);

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Counted = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    internal static async Task<AppendSpeed> MeasureAsync(MessageStore store, IReadOnlyList<Sender> senders, CancellationToken ct)
    {
        var start = store.MaxPhysicalOffset;
        foreach (var sender in senders)
            sender.Start();

        await WaitAsync(store, WarmUp, start + MostBytes, ct).ConfigureAwait(false);
        var (began, before) = (Stopwatch.GetTimestamp(), Count(senders));
        await WaitAsync(store, Counted / 2, start + MostBytes, ct).ConfigureAwait(false);
        var (steady, allocated) = (Count(senders), GC.GetTotalAllocatedBytes(precise: true));
        await WaitAsync(store, Counted / 2, start + MostBytes, ct).ConfigureAwait(false);
        await Task.WhenAll(senders.Select(sender => sender.StopAsync())).ConfigureAwait(false);
        var (messages, appended) = (Count(senders) - before, Stopwatch.GetElapsedTime(began));
        await store.WaitUntilDispatchedAsync(ct).ConfigureAwait(false);
        var elapsed = Stopwatch.GetElapsedTime(began);
        var perMessage = (double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / (Count(senders) - steady);
        return new AppendSpeed(messages, elapsed, perMessage, store.MaxPhysicalOffset - start) { Appended = appended };
    }

    private static long Count(IReadOnlyList<Sender> senders) => senders.Sum(sender => sender.Messages);

    private static async Task WaitAsync(MessageStore store, TimeSpan time, long end, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < time && store.MaxPhysicalOffset < end)
            await Task.Delay(Glance, TimeProvider.System, ct).ConfigureAwait(false);
    }
}
