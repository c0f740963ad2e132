using Engine.Store;

namespace Engine.Benchmarks.Storing;

/// <summary>Appends of 128-byte bodies: in batches of 32, one by one, and one by one on four threads; and what they allocate.</summary>
internal static class AppendFigures
{
    private const int BodyBytes = 128;
    private const int Queues = 4;
    private const int Threads = 4;

    internal static async Task MeasureAsync(StoreRun run, CancellationToken ct)
    {
        var batches = new UniqueBatches(1, 32, BodyBytes, Enumerable.Range(0, Queues));
        var batch = await MeasureAsync(run, "append-128-batch32", store => [Sender.Of(store, batches)], ct).ConfigureAwait(false);

        var messages = new UniqueMessages(1, BodyBytes, Enumerable.Range(0, Queues));
        var single = await MeasureAsync(run, "append-128-single", store => [Sender.Of(store, messages)], ct).ConfigureAwait(false);

        var four = Enumerable.Range(0, Threads).Select(series => new UniqueMessages(series, BodyBytes, series)).ToArray();
        await MeasureAsync(run, "append-128-4threads", store => [.. four.Select(each => Sender.Of(store, each))], ct).ConfigureAwait(false);

        run.Figures.Write("append-alloc", single.AllocatedPerMessage, "B/msg");
        run.Note($"append-alloc: all threads of the process, one by one, second half of the run");
        run.Note($"append-alloc: in batches of 32 {batch.AllocatedPerMessage:F3} B/msg");
    }

    private static async Task<AppendSpeed> MeasureAsync(
        StoreRun run, string name, Func<MessageStore, IReadOnlyList<Sender>> senders, CancellationToken ct)
    {
        AppendSpeed speed;
        var store = await run.OpenAsync(name, ct).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
            speed = await AppendRun.MeasureAsync(store, senders(store), ct).ConfigureAwait(false);

        run.Folder.Drop(name);
        run.Figures.Write(name, speed.PerSecond, "msg/s");
        run.Note($"{name}: {speed.Messages} messages in {speed.Appended.TotalSeconds:F2} s, {speed.LogBytes >> 20} MiB with the warm-up");
        run.Note($"{name}: dispatched after {speed.Elapsed.TotalSeconds:F2} s");
        return speed;
    }
}
