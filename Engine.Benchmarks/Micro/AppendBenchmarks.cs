using BenchmarkDotNet.Attributes;
using Engine.Benchmarks.Storing;
using Engine.Store;

namespace Engine.Benchmarks.Micro;

/// <summary>
/// Appends of 128-byte bodies, dispatch and key index behind them included. A round writes 30 to 60 MiB, so that the disk lasts.
/// </summary>
public class AppendBenchmarks
{
    private const int Batch = 32;
    private const int BodyBytes = 128;
    private const int Queues = 4;

    private readonly UniqueMessages _messages = new(1, BodyBytes, Enumerable.Range(0, Queues));
    private readonly UniqueBatches _batches = new(1, Batch, BodyBytes, Enumerable.Range(0, Queues));
    private MicroStore? _store;

    [GlobalSetup]
    public void Open() => _store = MicroStore.Open();

    [GlobalCleanup]
    public void Close() => _store!.Dispose();

    [Benchmark(Description = "append-single")]
    [InvocationCount(128 * 1024, 16)]
    public long AppendSingle() => EndOf(_store!.Store.Append(_messages.Next()));

    [Benchmark(Description = "append-batch32", OperationsPerInvoke = Batch)]
    [InvocationCount(8 * 1024, 16)]
    public long AppendBatch()
    {
        var (template, body) = _batches.Next();
        return EndOf(_store!.Store.AppendBatch(template, body));
    }

    private static long EndOf(PutResult result) => result.IsStored
        ? result.EndOffset
        : throw new InvalidOperationException($"An append was not stored: {result.Status}, {result.Remark}");
}
