using Engine.Duties;
using Engine.NameServer.Routes;
using Microsoft.Extensions.Logging;

namespace Engine.NameServer.Liveness;

/// <summary>Looks for silent brokers, first after 5 s, then every 10 s (F1). Mirrors RouteInfoManager#scanNotActiveBroker.</summary>
internal sealed class BrokerExpiryLoop : IAsyncDisposable
{
    private readonly PeriodicLoop _loop;

    public BrokerExpiryLoop(
        RouteTableWriter writer,
        NameServerOptions options,
        TimeProvider timeProvider,
        ILogger<BrokerExpiryLoop> logger) =>
        _loop = new PeriodicLoop(
            $"broker expiry of name server {options.Address}",
            options.FirstScanDelay,
            options.ScanPeriod,
            _ =>
            {
                writer.Expire(options.BrokerSilence);
                return ValueTask.CompletedTask;
            },
            timeProvider,
            logger);

    public void Start() => _loop.Start();

    public ValueTask DisposeAsync() => _loop.DisposeAsync();
}
