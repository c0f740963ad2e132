using System.Globalization;
using Engine.Benchmarks.Storing;
using Engine.Store;

namespace Engine.Benchmarks.Crashing;

/// <summary>What a loading process is told to do.</summary>
internal sealed record LoadOrder
{
    public required string StoreFolder { get; init; }

    /// <summary>Where acknowledgments go, and what the store logs as an error.</summary>
    public required string NotesFolder { get; init; }

    /// <summary>Number of the process, from 1.</summary>
    public required int Process { get; init; }

    /// <summary>Senders; 0 starts the store and does nothing else.</summary>
    public required int Senders { get; init; }

    public required bool FlushSync { get; init; }

    public required int FlushMs { get; init; }

    public required int LogFileBytes { get; init; }

    public required int QueueFileBytes { get; init; }

    /// <summary>Places in a key-index file; a quarter as many hash slots.</summary>
    public required int IndexItems { get; init; }

    internal string ErrorsPath => Path.Combine(NotesFolder, string.Create(CultureInfo.InvariantCulture, $"errors-{Process}"));

    internal StoreOptions StoreOptions => BenchmarkStores.OptionsFor(StoreFolder) with
    {
        CommitLogFileBytes = LogFileBytes,
        ConsumeQueueFileBytes = QueueFileBytes,
        IndexSlots = IndexItems / 4,
        IndexItems = IndexItems,
        RecentBytes = 64 * 1024,
        FlushSync = FlushSync,
        FlushInterval = TimeSpan.FromMilliseconds(FlushMs),
    };

    internal IEnumerable<string> ToArguments() =>
    [
        StoreFolder,
        NotesFolder,
        .. new[] { Process, Senders, FlushSync ? 1 : 0, FlushMs, LogFileBytes, QueueFileBytes, IndexItems }
            .Select(number => number.ToString(CultureInfo.InvariantCulture)),
    ];

    internal static LoadOrder Parse(IReadOnlyList<string> arguments)
    {
        var numbers = arguments.Skip(2).Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return new LoadOrder
        {
            StoreFolder = arguments[0],
            NotesFolder = arguments[1],
            Process = numbers[0],
            Senders = numbers[1],
            FlushSync = numbers[2] != 0,
            FlushMs = numbers[3],
            LogFileBytes = numbers[4],
            QueueFileBytes = numbers[5],
            IndexItems = numbers[6],
        };
    }
}
