using Engine.Duties;
using Engine.Protocol.Bodies;
using Engine.Remoting.Outbound;
using Engine.Remoting.Transports;
using Engine.Store;
using Microsoft.Extensions.Logging;

namespace Engine.Broker.Replication;

/// <summary>
/// The duty of a slave to follow its master's log: connects, makes sure that the two logs belong together, follows, and begins anew when
/// the connection ends or its master moves. Nothing that the slave has is overwritten. Mirrors DefaultHAClient.
/// </summary>
internal sealed partial class HaFollower : IAsyncDisposable
{
    private readonly BrokerOptions _options;
    private readonly MessageStore _store;
    private readonly IStreamNetwork _network;
    private readonly MasterCheck _check;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly FailureStreak _failures = new();
    private readonly BackgroundLoop _loop;

    public HaFollower(
        BrokerOptions options, MessageStore store, IStreamNetwork network, MasterCheck check, TimeProvider timeProvider, ILogger logger)
    {
        _options = options;
        _store = store;
        _network = network;
        _check = check;
        _timeProvider = timeProvider;
        _logger = logger;
        State = new FollowerState(timeProvider);
        _loop = new BackgroundLoop($"replication of {options.BrokerName}", RunAsync, logger, timeProvider);
    }

    public FollowerState State { get; }

    private MasterPlace Place => _check.Place;

    public void Start() => _loop.Start();

    public HaClientStatus Read() => State.Read() with
    {
        MasterAddr = Place.HaAddress,
        MaxOffset = _store.Replica?.Position ?? 0,
        LastStoreTimestamp = _store.Replica?.LastStoreTime ?? 0,
    };

    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    private async Task RunAsync(CancellationToken stopping)
    {
        while (true)
        {
            var moved = Place.Changed;
            if (Place is { Address: not null, HaAddress: { } address })
            {
                await TryFollowAsync(address, moved, stopping).ConfigureAwait(false);
            }

            await moved.WaitAsync(_options.HaReconnectDelay, _timeProvider, stopping)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stopping.ThrowIfCancellationRequested();
        }
    }

    private async Task TryFollowAsync(string address, Task moved, CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        try
        {
            var following = FollowAsync(address, ending.Token);
            await Task.WhenAny(following, moved).ConfigureAwait(false);
            await ending.CancelAsync().ConfigureAwait(false);
            await following.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            LogEnded(_options.BrokerName, address);
        }
        catch (HaException apart)
        {
            State.Problem = apart.Message;
            NoteFailure(apart, address);
        }
        catch (Exception failure) when (failure is IOException or RemotingException)
        {
            NoteFailure(failure, address);
        }
        finally
        {
            State.End();
        }
    }

    private async Task FollowAsync(string address, CancellationToken ending)
    {
        var log = _store.Replica ?? throw new IOException("the store is not open");
        var connection = await _network.ConnectAsync(address, ending).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            // Behind the connecting: a master that starts anew from here on ends the connection. It sends nothing before the first report.
            State.Begin(await _check.RunAsync(log, ending).ConfigureAwait(false));
            LogFollows(_options.BrokerName, address, log.Position, _failures.End());
            await new HaSession(connection, log, State, _options, _timeProvider).RunAsync(ending).ConfigureAwait(false);
        }
    }

    private void NoteFailure(Exception failure, string address)
    {
        if (_failures.IsNew(failure))
        {
            LogFailed(_options.BrokerName, address, failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "slave {Broker} follows its master's log at {Address} from offset {Offset} on, after {Failures} attempts that failed")]
    private partial void LogFollows(string broker, string address, long offset, int failures);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "slave {Broker} does not follow its master's log at {Address}, and tries again: {Fault}")]
    private partial void LogFailed(string broker, string address, string fault);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "slave {Broker} no longer follows the log at {Address}: it stops, or its master moved")]
    private partial void LogEnded(string broker, string address);
}
