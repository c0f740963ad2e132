using System.Text;
using Engine.Diagnostics;
using Engine.Protocol.Messages;
using Engine.Store;
using Engine.Tests.Persistence;
using Engine.Tests.Time;

namespace Engine.Tests.Store;

/// <summary>A store on a folder of its own with small files, opened and closed as a test likes.</summary>
internal sealed class StoreHarness : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly long _logFileBytes;
    private readonly int _queueFileBytes;
    private readonly IMessageArrivals? _arrivals;
    private readonly bool _flushSync;
    private readonly StoreInstruments? _instruments;
    private readonly Func<StoreOptions, StoreOptions>? _change;

    internal StoreHarness(
        long logFileBytes = 64 * 1024,
        int queueFileBytes = 4000,
        IMessageArrivals? arrivals = null,
        bool flushSync = false,
        StoreInstruments? instruments = null,
        Func<StoreOptions, StoreOptions>? change = null)
    {
        _change = change;
        _flushSync = flushSync;
        _instruments = instruments;
        _logFileBytes = logFileBytes;
        _queueFileBytes = queueFileBytes;
        _arrivals = arrivals;
        Store = Make();
    }

    internal FakeTimeProvider Clock { get; } = new();

    internal StoreLog Log { get; } = new();

    internal MessageStore Store { get; private set; }

    internal string Folder => _folder.Path;

    internal string Checkpoint => Path.Combine(Folder, "checkpoint");

    internal string Catalog => Path.Combine(Folder, "queues.json");

    /// <summary>Where the log ended before the last restart.</summary>
    internal long LogEnd { get; private set; }

    internal long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    internal StoreOptions Options
    {
        get
        {
            var options = new StoreOptions
            {
                Folder = _folder.Path,
                StoreHost = HostAddress.Parse("10.0.0.2:10911"),
                CommitLogFileBytes = _logFileBytes,
                ConsumeQueueFileBytes = _queueFileBytes,
                RecentBytes = 16 * 1024,
                FlushSync = _flushSync,
            };
            return _change?.Invoke(options) ?? options;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Dispose();
    }

    internal static async Task<StoreHarness> StartAsync(
        long logFileBytes = 64 * 1024,
        int queueFileBytes = 4000,
        IMessageArrivals? arrivals = null,
        bool flushSync = false,
        StoreInstruments? instruments = null,
        Func<StoreOptions, StoreOptions>? change = null)
    {
        var harness = new StoreHarness(logFileBytes, queueFileBytes, arrivals, flushSync, instruments, change);
        await harness.Store.StartAsync(CancellationToken.None);
        return harness;
    }

    internal static StoreMessage Message(string topic, int queueId, string body, string? tag = null) => new()
    {
        Topic = topic,
        QueueId = queueId,
        Body = Encoding.UTF8.GetBytes(body),
        Properties = tag is null ? "" : $"TAGS\u0001{tag}",
        BornHost = HostAddress.Parse("10.0.0.1:50000"),
        BornTimestamp = 1_700_000_000_000,
    };

    internal static byte[] Batch(params string[] bodies) =>
        BatchBodyWriter.Encode(
            bodies.Select(body => (new Message { Topic = "x", Body = Encoding.UTF8.GetBytes(body) }, $"ITEM\u0001{body}")));

    internal static string[] Bodies(GetResult result) =>
        [.. MessageRecordReader.ReadAll(result.Body).Select(message => Encoding.UTF8.GetString(message.Body.Span))];

    internal PutResult Put(string topic, int queueId, string body, string? tag = null)
    {
        var result = Store.Append(Message(topic, queueId, body, tag));
        result.Status.ShouldBe(PutStatus.PutOk, result.Remark);
        return result;
    }

    internal async Task<PutResult> PutSafeAsync(StoreMessage message, CancellationToken ct = default) =>
        await Store.MakeSafeAsync(Store.Append(message), message, ct);

    /// <summary>All bodies of a queue, read as a consumer reads.</summary>
    internal List<string> ReadAll(string topic, int queueId)
    {
        var bodies = new List<string>();
        var offset = Store.GetBounds(topic, queueId).Min;
        while (Store.Get(topic, queueId, offset, 32, null) is { Status: GetStatus.Found or GetStatus.MessageWasRemoving } result)
        {
            bodies.AddRange(Bodies(result));
            offset = result.NextBeginOffset;
        }

        return bodies;
    }

    internal async Task RestartAsync(bool clean = true, Action? between = null)
    {
        LogEnd = Store.MaxPhysicalOffset;
        if (clean)
        {
            await Store.StopAsync(CancellationToken.None);
        }

        await Store.DisposeAsync();
        between?.Invoke();
        Store = Make();
        await Store.StartAsync(CancellationToken.None);
    }

    internal string LogFile(long start) => Path.Combine(Folder, "commitlog", $"{start:D20}");

    internal string QueueFile(string topic, int queueId, long start) =>
        Path.Combine(Folder, "consumequeue", topic, $"{queueId}", $"{start:D20}");

    private MessageStore Make() => new(Options, Clock, _arrivals, Log, _instruments);
}
