using Engine.Broker.Administration;
using Engine.Broker.Registration;
using Engine.Diagnostics;
using Engine.Remoting.Inbound;
using Engine.Remoting.Outbound;
using Microsoft.Extensions.Logging;

namespace Engine.Broker;

/// <summary>One broker: starts and stops its parts in order. Mirrors BrokerController.</summary>
internal sealed partial class BrokerNode : IAsyncDisposable
{
    private readonly BrokerNetwork _network;
    private readonly ILogger _logger;
    private readonly RemotingClient _client;
    private readonly BrokerDuties _duties;
    private readonly RequestDispatcher _dispatcher;
    private IAsyncDisposable? _listener;
    private int _state;

    /// <param name="options">Its settings.</param>
    /// <param name="network">Where it listens and how it reaches the name servers and other brokers.</param>
    /// <param name="timeProvider">Its clock.</param>
    /// <param name="loggers">Takes its logs.</param>
    /// <param name="meter">Takes its measurements; null = none.</param>
    /// <param name="random">Chooses queues for producers that do not; null = seeded by the clock.</param>
    public BrokerNode(
        BrokerOptions options,
        BrokerNetwork network,
        TimeProvider timeProvider,
        ILoggerFactory loggers,
        EngineMeter? meter = null,
        Random? random = null)
    {
        Options = options;
        _network = network;
        _logger = loggers.CreateLogger("Engine.Broker." + options.BrokerName);
        _client = new RemotingClient(network.Commands, new NoRequests(), timeProvider, _logger);
        Tables = new BrokerTables(options, timeProvider, loggers, meter);
        _duties = new BrokerDuties(options, Tables, network, _client, timeProvider, _logger);
        var handlers = new BrokerHandlers(
            options, Tables, _duties, timeProvider, random ?? new Random(unchecked((int)timeProvider.GetTimestamp())), _logger);
        var information = new RuntimeInformation(options, Tables, timeProvider, code => _dispatcher!.LoadOf(code));
        _dispatcher = new RequestDispatcher(
            [.. handlers.All(), RuntimeInfoHandler.Registration(information)], _logger, timeProvider, meter);
    }

    public BrokerOptions Options { get; }

    public BrokerTables Tables { get; }

    /// <summary>
    /// Opens the store, reads the tables, listens, registers with every name server; what would write on its own rests at a slave, which
    /// follows its master's log instead. When it fails, everything is let go again.
    /// </summary>
    /// <exception cref="IOException">
    /// The folder is in use, a file and its backup are unreadable, or lowered offsets cannot be saved; the message names it.
    /// </exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, 1, 0) != 0)
        {
            throw new InvalidOperationException($"broker {Options.BrokerName} was started already");
        }

        try
        {
            await Tables.Store.StartAsync(cancellationToken).ConfigureAwait(false);
            Tables.Load();
            _duties.SettingsWriter.Load();
            await CompareAsync(cancellationToken).ConfigureAwait(false);
            _listener = await _network.Commands.ListenAsync(Options.Address, _dispatcher, cancellationToken).ConfigureAwait(false);
            _duties.Expiry.Start();
            _duties.Saving.Start();
            _duties.StatsSampling.Start();
            if (!Options.IsSlave)
            {
                _duties.DelayDelivery.Start();
                _duties.TransactionCheck.Start();
            }

            await _duties.Replication.StartAsync(cancellationToken).ConfigureAwait(false);
            await _duties.RegistrationLoop.StartAsync(cancellationToken).ConfigureAwait(false);
            _duties.SlaveTables?.Start();
        }
        catch
        {
            await ReleaseAsync().ConfigureAwait(false);
            throw;
        }

        LogStarted(Options.BrokerName, Options.Address, Options.StoreFolder);
    }

    /// <summary>
    /// Leaves the name servers, lets held requests go, closes its connections, saves the offsets and closes the store. Once.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, 2, 1) != 1)
        {
            return;
        }

        try
        {
            await _duties.RegistrationLoop.DisposeAsync().ConfigureAwait(false);
            await _duties.Registration.UnregisterAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await CloseAsync().ConfigureAwait(false);
        }

        LogStopped(Options.BrokerName);
    }

    /// <summary>
    /// Ends as a process that dies would, as far as one within a process can: it does not leave the name servers, which see its connection
    /// close; offsets and other tables are not saved; the log is not flushed, and the store is not marked as closed cleanly. What was
    /// written to the files stays with the operating system. Once, as <see cref="StopAsync"/>.
    /// </summary>
    public async Task KillAsync()
    {
        if (Interlocked.CompareExchange(ref _state, 2, 1) == 1)
        {
            await ReleaseAsync().ConfigureAwait(false);
            LogKilled(Options.BrokerName);
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None).ConfigureAwait(false);

    /// <summary>
    /// The listener goes before the offsets are saved: no commit comes behind the last save. The log is flushed before, as offsets of what
    /// the broker stores itself are saved only as far as that is on the disk: all of them, unless it refuses.
    /// </summary>
    private async Task CloseAsync()
    {
        try
        {
            await CloseInboundAsync().ConfigureAwait(false);
            await _duties.Saving.DisposeAsync().ConfigureAwait(false);
            Tables.Store.TryFlush();
            if (!Options.IsSlave)
            {
                _duties.TransactionCheck.SaveReached();
            }

            await _duties.Saving.SaveRestAsync(CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            await _client.DisposeAsync().ConfigureAwait(false);
            await Tables.Store.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task CompareAsync(CancellationToken cancellationToken)
    {
        var comparison = new StoreComparison(Tables, _logger);
        comparison.TellMissing();

        // The files are there before the first message, so that a missing one tells of a loss and not of an early end.
        if (comparison.LowerOffsets() || Tables.OffsetFile.IsMissing)
        {
            await _duties.OffsetFlush.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        if (Tables.GroupFile.IsMissing)
        {
            await Tables.GroupFile.SaveAsync(Tables.Groups.ToBody, cancellationToken).ConfigureAwait(false);
        }

        if (Tables.DelayOffsetFile.IsMissing)
        {
            await Tables.DelayOffsetFile.SaveAsync(Tables.DelayOffsets.ToBody, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CloseInboundAsync()
    {
        if (_duties.SlaveTables is { } slaveTables)
        {
            await slaveTables.DisposeAsync().ConfigureAwait(false);
        }

        await _duties.Replication.DisposeAsync().ConfigureAwait(false);
        Tables.Holds.Stop();
        Tables.Changes.Stop();
        await _duties.Expiry.DisposeAsync().ConfigureAwait(false);
        await _duties.DelayDelivery.DisposeAsync().ConfigureAwait(false);
        await _duties.StatsSampling.DisposeAsync().ConfigureAwait(false);
        await _duties.TransactionCheck.DisposeAsync().ConfigureAwait(false);
        if (_listener is not null)
        {
            await _listener.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>After a failed start, whose tables may be empty, and as a kill: nothing is saved.</summary>
    private async Task ReleaseAsync()
    {
        Volatile.Write(ref _state, 2);
        await _duties.RegistrationLoop.DisposeAsync().ConfigureAwait(false);
        await CloseInboundAsync().ConfigureAwait(false);
        await _duties.Saving.DisposeAsync().ConfigureAwait(false);
        await _client.DisposeAsync().ConfigureAwait(false);
        await Tables.Store.DisposeAsync().ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "broker {Broker} serves at {Address} from {Folder}")]
    private partial void LogStarted(string broker, string address, string folder);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "broker {Broker} was killed: nothing was saved, its store recovers at the next start")]
    private partial void LogKilled(string broker);

    [LoggerMessage(Level = LogLevel.Information, Message = "broker {Broker} stopped")]
    private partial void LogStopped(string broker);
}
