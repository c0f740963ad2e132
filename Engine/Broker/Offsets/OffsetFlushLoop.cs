using Engine.Duties;
using Microsoft.Extensions.Logging;

namespace Engine.Broker.Offsets;

/// <summary>Saves the consumer offsets now and then, only when they changed, and at the stop (B3).</summary>
internal sealed class OffsetFlushLoop : IAsyncDisposable
{
    private readonly ConsumerOffsetTable _offsets;
    private readonly TableFile _file;
    private readonly PeriodicLoop _loop;
    private long _saved;
    private long _saves;

    public OffsetFlushLoop(
        ConsumerOffsetTable offsets, TableFile file, BrokerOptions options, TimeProvider timeProvider, ILogger logger)
    {
        _offsets = offsets;
        _file = file;
        _loop = new PeriodicLoop(
            $"offset flush {options.BrokerName}",
            options.OffsetFlushFirstDelay,
            options.OffsetFlushPeriod,
            FlushAsync,
            timeProvider,
            logger);
    }

    /// <summary>Turns taken.</summary>
    public long Turns => _loop.Turns;

    /// <summary>How often the file was written.</summary>
    public long Saves => Interlocked.Read(ref _saves);

    public void Start() => _loop.Start();

    /// <summary>Saves when something changed since the last time.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        // Read before the table: a commit in between makes one more turn, never one less.
        var version = _offsets.Version;
        if (version == Interlocked.Read(ref _saved))
        {
            return;
        }

        await _file.SaveAsync(_offsets.ToBody, cancellationToken).ConfigureAwait(false);
        Interlocked.Exchange(ref _saved, version);
        Interlocked.Increment(ref _saves);
    }

    /// <summary>Ends the turns; the last <see cref="FlushAsync"/> is the owner's.</summary>
    public ValueTask DisposeAsync() => _loop.DisposeAsync();
}
