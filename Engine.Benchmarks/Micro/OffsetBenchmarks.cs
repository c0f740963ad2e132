using System.Globalization;
using BenchmarkDotNet.Attributes;
using Engine.Broker.Offsets;
using Engine.Broker.Statistics;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Benchmarks.Micro;

/// <summary>Committing a consumer's offset in a table of 100 groups, 25 topics each, 4 queues each.</summary>
public class OffsetBenchmarks
{
    private const int Groups = 100;
    private const int Topics = 25;
    private const int Queues = 4;
    private const int Entries = Groups * Topics * Queues;

    // Without a common factor with the number of entries: comes to each of them.
    private const int Step = 6_121;

    private readonly string[] _groups = [.. Enumerable.Range(0, Groups).Select(number => Name("group", number))];
    private readonly string[] _topics = [.. Enumerable.Range(0, Topics).Select(number => Name("topic", number))];
    private readonly ConsumerOffsetTable _table = new(new ChangeVersions(TimeProvider.System, 1), TimeProvider.System, NullLogger.Instance);
    private long _offset;
    private int _at;

    [GlobalSetup]
    public void Fill()
    {
        for (var entry = 0; entry < Entries; entry++)
            Commit();
    }

    [Benchmark(Description = "offset-commit")]
    public bool Commit()
    {
        _at = (_at + Step) % Entries;
        var (group, topic, queue) = (_at / (Topics * Queues), _at / Queues % Topics, _at % Queues);
        return _table.Commit(_groups[group], _topics[topic], queue, ++_offset, "client") == CommitOutcome.Stored;
    }

    private static string Name(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{number:D3}");
}
