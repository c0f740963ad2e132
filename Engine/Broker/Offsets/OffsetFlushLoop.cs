using Engine.Duties;
using Microsoft.Extensions.Logging;

namespace Engine.Broker.Offsets;

/// <summary>Saves the consumer offsets now and then, only when they changed, and at the stop (B3).</summary>
internal sealed partial class OffsetFlushLoop : IAsyncDisposable
{
    private readonly ConsumerOffsetTable _offsets;
    private readonly TableFile _file;
    private readonly PeriodicLoop _loop;
    private readonly string _broker;
    private readonly ILogger _logger;
    private long _saved;

    public OffsetFlushLoop(
        ConsumerOffsetTable offsets, TableFile file, BrokerOptions options, TimeProvider timeProvider, ILogger logger)
    {
        _offsets = offsets;
        _file = file;
        _broker = options.BrokerName;
        _logger = logger;
        _loop = new PeriodicLoop(
            $"offset flush {options.BrokerName}",
            options.OffsetFlushFirstDelay,
            options.OffsetFlushPeriod,
            FlushAsync,
            timeProvider,
            logger);
    }

    public void Start() => _loop.Start();

    /// <summary>
    /// A turn soon: what an operator changed is not left to the next one, a killed process would bring the old offsets back.
    /// </summary>
    public void Trigger() => _loop.Trigger();

    /// <summary>Saves when something changed since the last time.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        // Read before the table: a commit in between makes one more turn, never one less.
        var version = _offsets.Version;
        if (version == Interlocked.Read(ref _saved))
        {
            LogUnchanged(_broker);
            return;
        }

        await _file.SaveAsync(_offsets.ToBody, cancellationToken).ConfigureAwait(false);
        Interlocked.Exchange(ref _saved, version);
        LogSaved(_broker, version);
    }

    /// <summary>Ends the turns; the last <see cref="FlushAsync"/> is the owner's.</summary>
    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    [LoggerMessage(Level = LogLevel.Debug, Message = "the consumer offsets of broker {Broker} were saved after change {Version}")]
    private partial void LogSaved(string broker, long version);

    [LoggerMessage(Level = LogLevel.Trace, Message = "the consumer offsets of broker {Broker} did not change")]
    private partial void LogUnchanged(string broker);
}
