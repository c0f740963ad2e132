using System.Threading.Channels;
using Engine.Client.Consuming.Offsets;
using Engine.Protocol;

namespace Engine.Tests.Client.Consuming;

/// <summary>A store in memory that signals every update.</summary>
internal sealed class RecordingOffsetStore : IOffsetStore
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<long> _updates = Channel.CreateUnbounded<long>();

    internal List<(MessageQueue Queue, long Offset, bool IncreaseOnly)> Updates { get; } = [];

    /// <summary>What persisting one queue waits for.</summary>
    internal Func<MessageQueue, Task> Persisting { get; set; } = _ => Task.CompletedTask;

    /// <summary>Thrown by updates while it is set.</summary>
    internal Exception? Fault { get; set; }

    public void Load()
    {
    }

    public void Update(MessageQueue queue, long offset, bool increaseOnly)
    {
        if (Fault is not null)
            throw Fault;

        lock (Updates)
            Updates.Add((queue, offset, increaseOnly));

        _updates.Writer.TryWrite(offset);
    }

    public long? ReadCached(MessageQueue queue) => null;

    public ValueTask<long?> ReadAsync(MessageQueue queue, OffsetSource source, CancellationToken cancellationToken) => new((long?)null);

    public ValueTask<long?> FindCommittedAsync(MessageQueue queue, CancellationToken cancellationToken) => new((long?)null);

    public void ForgetReached(MessageQueue queue)
    {
    }

    public CarriedCommit Carry(MessageQueue queue) => CarriedCommit.None;

    public ValueTask PersistAsync(MessageQueue queue, bool confirmed, CancellationToken cancellationToken) => new(Persisting(queue));

    public ValueTask PersistAllAsync(IReadOnlySet<MessageQueue> held, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public void Remove(MessageQueue queue)
    {
    }

    public void Dispose()
    {
    }

    internal async Task<long> NextAsync()
    {
        try
        {
            return await _updates.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException("expected another update of an offset", late);
        }
    }
}
