using Engine.Protocol.Bodies;
using Engine.Remoting.Transports;
using Engine.Store;
using Microsoft.Extensions.Logging;

namespace Engine.Broker.Replication;

/// <summary>Where a master serves its slaves. Mirrors DefaultHAService with its AcceptSocketService.</summary>
internal sealed partial class HaServer(
    BrokerOptions options, MessageStore store, HaSlaves slaves, Action acknowledged, TimeProvider timeProvider, ILogger logger)
    : IAsyncDisposable
{
    /// <summary>One more is turned away.</summary>
    public const int MostSlaves = 16;

    private readonly RefusedSlaves _refused = new(timeProvider);
    private IAsyncDisposable? _listener;

    /// <summary>Listens; a broker without an address for slaves does nothing.</summary>
    /// <exception cref="AddressInUseException">Another listener has the address.</exception>
    public async Task StartAsync(IStreamNetwork network, CancellationToken cancellationToken)
    {
        if (options.HaAddress is { } address)
        {
            _listener = await network.ListenAsync(address, ServeAsync, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The slaves that are connected, and those that were turned away in the last minute.</summary>
    public IReadOnlyList<HaConnectionStatus> Read() => [.. slaves.Feeds.Select(feed => feed.Read()), .. _refused.Read()];

    /// <summary>Ends the feeds.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _listener, null) is { } listener)
        {
            await listener.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task ServeAsync(IStreamConnection connection, CancellationToken stopping)
    {
        var feed = new HaFeed(connection, store, options, timeProvider, acknowledged);
        if (!slaves.TryAdd(feed, MostSlaves))
        {
            Refuse(feed, $"there are {MostSlaves} slaves already");
            return;
        }

        LogCame(options.BrokerName, feed.Address);
        try
        {
            await feed.RunAsync(stopping).ConfigureAwait(false);
            LogWent(options.BrokerName, feed.Address, feed.Acked);
        }
        catch (HaException fault)
        {
            Refuse(feed, fault.Message);
        }
        catch (IOException fault)
        {
            LogFailed(options.BrokerName, feed.Address, feed.Acked, fault.Message);
        }
        finally
        {
            slaves.Remove(feed);
        }
    }

    private void Refuse(HaFeed feed, string reason)
    {
        _refused.Add(feed.Read() with { InSync = false, Problem = reason });
        LogRefused(options.BrokerName, feed.Address, reason);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "broker {Broker}: the slave at {Slave} connected")]
    private partial void LogCame(string broker, string slave);

    [LoggerMessage(Level = LogLevel.Warning, Message = "broker {Broker}: the slave at {Slave} left, its log reached to offset {Offset}")]
    private partial void LogWent(string broker, string slave, long offset);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "broker {Broker}: the connection of the slave at {Slave}, whose log reached to offset {Offset}, failed: {Fault}")]
    private partial void LogFailed(string broker, string slave, long offset, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "broker {Broker} closes the connection of the slave at {Slave}: {Reason}")]
    private partial void LogRefused(string broker, string slave, string reason);
}
