using BenchmarkDotNet.Attributes;
using Engine.Benchmarks.Running;
using Engine.Benchmarks.Storing;
using Engine.Store.Keys;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Benchmarks.Micro;

/// <summary>Putting a key of 32 digits into the key index: its hash, its slot, its item. Files have RocketMQ's shape.</summary>
public class KeyBenchmarks
{
    private const int MessageBytes = 256;

    private static readonly int TopicHash = KeyHash.OfTopic("bench"u8);

    private readonly byte[] _key = [.. "7F0000010001000000000000"u8, .. "00000000"u8];
    private WorkFolder? _folder;
    private KeyIndex? _index;
    private long _offset;
    private long _now;

    [GlobalSetup]
    public void Open()
    {
        _folder = WorkFolder.Create(Console.Error);
        _index = new KeyIndex(_folder.Sub("index"), IndexShape.Usual, TimeProvider.System, NullLogger.Instance);
        _now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

        // Each page of slots is read once: that is behind us in a broker that has run for a while.
        for (var i = 0; i < IndexShape.Usual.Slots / 8; i++)
            Put();
    }

    [GlobalCleanup]
    public void Close()
    {
        _index!.Dispose();
        _folder!.Dispose();
    }

    [Benchmark(Description = "key-put")]
    [InvocationCount(128 * 1024, 16)]
    public long Put()
    {
        if (_index!.NeedsFile)
        {
            _index.Checkpoint();
            _index.AddFile();
        }

        HexCounter.Advance(_key.AsSpan());
        _index.Put(KeyHash.Finish(KeyHash.Extend(TopicHash, _key)), _offset += MessageBytes, _now);
        return _offset;
    }
}
