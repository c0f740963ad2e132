using Engine.Duties;
using Microsoft.Extensions.Logging;

namespace Engine.Broker.Offsets;

/// <summary>Saves a table of offsets now and then, only when it changed, and at the stop (B3).</summary>
internal sealed partial class OffsetFlushLoop : IAsyncDisposable
{
    private readonly ISavedTable _table;
    private readonly TableFile _file;
    private readonly PeriodicLoop _loop;
    private readonly string _name;
    private readonly string _broker;
    private readonly ILogger _logger;
    private long _saved;

    public OffsetFlushLoop(
        ISavedTable table, TableFile file, string broker, OffsetFlushTimes times, TimeProvider timeProvider, ILogger logger)
    {
        _table = table;
        _file = file;
        _name = times.Table;
        _broker = broker;
        _logger = logger;
        _loop = new PeriodicLoop($"flush of the {_name} of {broker}", times.FirstDelay, times.Period, TryFlushAsync, timeProvider, logger);
    }

    public void Start() => _loop.Start();

    /// <summary>
    /// A turn soon: what an operator changed is not left to the next one, a killed process would bring the old offsets back.
    /// </summary>
    public void Trigger() => _loop.Trigger();

    /// <summary>Saves when something changed since the last time.</summary>
    /// <exception cref="IOException">The disk refuses; the next turn tries again.</exception>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        // Read before the table: a commit in between makes one more turn, never one less.
        var version = _table.Version;
        if (version == Interlocked.Read(ref _saved))
        {
            LogUnchanged(_name, _broker);
            return;
        }

        await _file.SaveAsync(_table.ToBody, cancellationToken).ConfigureAwait(false);
        Interlocked.Exchange(ref _saved, version);
        LogSaved(_name, _broker, version);
    }

    /// <summary>Ends the turns; the last <see cref="FlushAsync"/> is the owner's.</summary>
    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    private async ValueTask TryFlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException refused)
        {
            // The file has told it once; every further turn would only repeat it.
            LogRefused(refused, _name, _broker);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "the {Table} of broker {Broker} were saved after change {Version}")]
    private partial void LogSaved(string table, string broker, long version);

    [LoggerMessage(Level = LogLevel.Trace, Message = "the {Table} of broker {Broker} did not change")]
    private partial void LogUnchanged(string table, string broker);

    [LoggerMessage(Level = LogLevel.Debug, Message = "the {Table} of broker {Broker} could not be saved in this turn")]
    private partial void LogRefused(Exception refused, string table, string broker);
}
