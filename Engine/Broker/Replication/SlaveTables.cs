using Engine.Broker.Registration;
using Engine.Duties;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Remoting.Outbound;
using Microsoft.Extensions.Logging;

namespace Engine.Broker.Replication;

/// <summary>
/// Brings a slave's tables up to its master's, a little after the start and at a fixed rate, one way only (G1, G2). A table that fails
/// stays as it was, is told once and stops no other. Mirrors SlaveSynchronize and BrokerController#handleSlaveSynchronize.
/// </summary>
internal sealed partial class SlaveTables : ISlaveTableStatus, IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    private readonly IReadOnlyList<SlaveTable> _tables;
    private readonly MasterPlace _master;
    private readonly NameServerRegistration _registration;
    private readonly IRemotingClient _client;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly string _broker;
    private readonly PeriodicLoop _loop;

    /// <param name="tables">What it takes over.</param>
    /// <param name="master">Where its master is.</param>
    /// <param name="registration">Asks the name servers for the master while it is not known.</param>
    /// <param name="client">Asks the master.</param>
    /// <param name="clock">Its clock, and its turns.</param>
    /// <param name="logger">Takes failures.</param>
    public SlaveTables(
        IReadOnlyList<SlaveTable> tables,
        MasterPlace master,
        NameServerRegistration registration,
        IRemotingClient client,
        SlaveClock clock,
        ILogger logger)
    {
        _tables = tables;
        _master = master;
        _registration = registration;
        _client = client;
        _timeProvider = clock.TimeProvider;
        _logger = logger;
        _broker = clock.Broker;
        _loop = new PeriodicLoop($"tables of slave {_broker}", clock.FirstDelay, clock.Period, SyncAsync, _timeProvider, logger);
    }

    public IReadOnlyList<HaTableStatus> Read() => [.. _tables.Select(table => table.Status)];

    public void Start() => _loop.Start();

    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    /// <summary>One turn over all tables.</summary>
    internal async ValueTask SyncAsync(CancellationToken cancellationToken)
    {
        if (_master.Address is null)
        {
            await _registration.RegisterAsync(cancellationToken).ConfigureAwait(false);
        }

        var isAway = true;
        foreach (var table in _tables)
        {
            isAway &= !await TryAsync(table, _master.Address, cancellationToken).ConfigureAwait(false);
        }

        _master.IsAway = isAway;
    }

    /// <summary>Whether the master answered.</summary>
    private async Task<bool> TryAsync(SlaveTable table, string? address, CancellationToken cancellationToken)
    {
        var answered = false;
        try
        {
            var answer = await AskAsync(table, address, cancellationToken).ConfigureAwait(false);
            answered = true;
            if (answer.Code != ResponseCode.Success)
            {
                throw new InvalidOperationException(
                    $"the master at {address} answered request {table.Code} with code {answer.Code}: {answer.Remark ?? "no remark"}");
            }

            await table.TakeAsync(answer, cancellationToken).ConfigureAwait(false);
            if (table.Succeed(_timeProvider.GetUtcNow()))
            {
                LogAgain(table.Status.Table, _broker);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            if (table.Fail(exception.Message))
            {
                LogFailed(table.Status.Table, _broker, exception.Message);
            }
        }

        return answered;
    }

    private Task<RemotingCommand> AskAsync(SlaveTable table, string? address, CancellationToken cancellationToken) =>
        _client.CallAsync(
            address ?? throw new InvalidOperationException("no name server knows the master of its name, and no setting names one"),
            RemotingCommand.Request(table.Code),
            Timeout,
            cancellationToken);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the table {Table} of slave {Broker} stays as it was, it could not be taken from its master: {Reason}; told once until "
            + "it can")]
    private partial void LogFailed(string table, string broker, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "the table {Table} of slave {Broker} is its master's again")]
    private partial void LogAgain(string table, string broker);
}
