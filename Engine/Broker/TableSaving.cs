using Engine.Broker.Delays;
using Engine.Broker.Offsets;
using Microsoft.Extensions.Logging;

namespace Engine.Broker;

/// <summary>Saves the tables that change all the time: how far consumers and delay levels are.</summary>
internal sealed class TableSaving : IAsyncDisposable
{
    private readonly OffsetFlushLoop _delayOffsets;

    public TableSaving(BrokerOptions options, BrokerTables tables, TimeProvider timeProvider, ILogger logger)
    {
        var (broker, delayPeriod) = (options.BrokerName, options.DelayOffsetFlushPeriod);
        var consumerTimes = new OffsetFlushTimes("consumer offsets", options.OffsetFlushFirstDelay, options.OffsetFlushPeriod);
        var delayTimes = new OffsetFlushTimes("delay offsets", delayPeriod, delayPeriod);
        ConsumerOffsets = new OffsetFlushLoop(tables.Offsets, tables.OffsetFile, broker, consumerTimes, timeProvider, logger);
        var flushedDelayOffsets = new FlushedDelayOffsets(tables.DelayOffsets, tables.Store);
        _delayOffsets = new OffsetFlushLoop(flushedDelayOffsets, tables.DelayOffsetFile, broker, delayTimes, timeProvider, logger);
    }

    public OffsetFlushLoop ConsumerOffsets { get; }

    public void Start()
    {
        ConsumerOffsets.Start();
        _delayOffsets.Start();
    }

    /// <summary>Saves what changed; a table that the disk refuses does not keep the other from it.</summary>
    /// <exception cref="IOException">The disk refuses; the message names the file.</exception>
    public async Task SaveRestAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ConsumerOffsets.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await _delayOffsets.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the turns; the last <see cref="SaveRestAsync"/> is the owner's.</summary>
    public async ValueTask DisposeAsync()
    {
        await ConsumerOffsets.DisposeAsync().ConfigureAwait(false);
        await _delayOffsets.DisposeAsync().ConfigureAwait(false);
    }
}
