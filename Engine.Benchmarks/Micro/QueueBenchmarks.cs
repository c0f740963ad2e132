using BenchmarkDotNet.Attributes;
using Engine.Benchmarks.Running;
using Engine.Store.Files;
using Engine.Store.Queues;

namespace Engine.Benchmarks.Micro;

/// <summary>Finding the entry of a queue offset among a million, in an order that no reading ahead helps, and of its newest ones.</summary>
public class QueueBenchmarks
{
    private const int Entries = 1_000_000;
    private const int Newest = 128;
    private const int RecordBytes = 256;

    // Without a common factor with the number of entries: comes to each of them.
    private const int Step = 611_953;

    private WorkFolder? _folder;
    private ConsumeQueueTable? _queues;
    private ConsumeQueue? _queue;
    private int _at;

    [GlobalSetup]
    public void Fill()
    {
        _folder = WorkFolder.Create(Console.Error);
        _queues = new ConsumeQueueTable(new StorePaths(_folder.Path), 6_000_000);
        _queue = _queues.FindOrCreate("bench", 0);
        for (var index = 0; index < Entries; index++)
        {
            _queue.EnsureRoom(1);
            _queue.Add(new ConsumeQueueEntry((long)index * RecordBytes, RecordBytes, index));
        }
    }

    [GlobalCleanup]
    public void Close()
    {
        _queues!.Dispose();
        _folder!.Dispose();
    }

    [Benchmark(Description = "queue-lookup")]
    public long Lookup() => Find(_at = (_at + Step) % Entries);

    [Benchmark(Description = "queue-lookup-newest")]
    public long LookupNewest() => Find(Entries - 1 - (_at = (_at + 1) % Newest));

    private long Find(int index) => _queue!.Find(index) is { } entry && entry.TagsCode == index
        ? entry.PhysicalOffset
        : throw new InvalidOperationException($"The entry {index} is not there.");
}
