using BenchmarkDotNet.Attributes;
using Engine.Benchmarks.Storing;
using Engine.Store;

namespace Engine.Benchmarks.Micro;

/// <summary>Pulls of 32 messages, round and round through 64 MiB of log that lie in the page cache.</summary>
public class PullBenchmarks
{
    private const int Batch = 32;
    private const long LogBytes = 64L << 20;

    private MicroStore? _store;
    private int _messages;
    private long _at;

    [GlobalSetup]
    public void Fill()
    {
        _store = MicroStore.Open();
        _messages = _store.Fill(LogBytes, 1);
        for (var at = 0; at < _messages; at += Batch)
            Pull();
    }

    [GlobalCleanup]
    public void Close() => _store!.Dispose();

    [Benchmark(Description = "pull-32", OperationsPerInvoke = Batch)]
    public int Pull()
    {
        _at = _at + Batch <= _messages ? _at : 0;
        var result = _store!.Store.Get(UniqueMessages.Topic, 0, _at, Batch, null);
        if (result.Status != GetStatus.Found || result.MessageCount != Batch)
            throw new InvalidOperationException($"A pull at {_at} gave {result.MessageCount} messages: {result.Status}");

        _at = result.NextBeginOffset;
        return result.Body.Length;
    }
}
