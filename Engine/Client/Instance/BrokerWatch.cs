using Engine.Client.Api;
using Engine.Client.Routing;
using Engine.Duties;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Instance;

/// <summary>
/// Looks every second, while there is reason to, for the broker processes that went: one that is still in the routes and has lost its
/// connection is told of this client, and of one that is not the route is asked for, once for each broker name, so that a master that is
/// back hears of its consumers' progress at once (G3) and not by the refresh of every 30 s. Without a loss it does nothing.
/// </summary>
internal sealed partial class BrokerWatch : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly RouteLosses _losses;
    private readonly RouteTable _routes;
    private readonly BrokerAcquaintance _acquaintance;
    private readonly NameServerApi _nameServer;
    private readonly Func<IEnumerable<BrokerTarget>, CancellationToken, Task> _tell;
    private readonly Action _refresh;
    private readonly PeriodicLoop _loop;
    private readonly ITimer _timer;
    private readonly ILogger _logger;

    /// <param name="instance">The client.</param>
    /// <param name="acquaintance">Whom it has told of itself.</param>
    /// <param name="losses">What is missing in its routes.</param>
    /// <param name="refresh">Asks for all routes soon.</param>
    public BrokerWatch(ClientInstance instance, BrokerAcquaintance acquaintance, RouteLosses losses, Action refresh)
    {
        _losses = losses;
        _acquaintance = acquaintance;
        _routes = instance.Routes;
        _nameServer = instance.Apis.NameServer;
        _tell = instance.Heartbeats.SendAsync;
        _refresh = refresh;
        _logger = instance.Context.LoggerFactory.CreateLogger<BrokerWatch>();
        _loop = instance.Loop("broker watch", Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, LookAsync);
        _timer = instance.Context.TimeProvider.CreateTimer(
            static state => ((PeriodicLoop)state!).Trigger(), _loop, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Start()
    {
        _acquaintance.Missed = _loop.Trigger;
        _losses.Lost = LookLater;
        _loop.Start();
    }

    public async ValueTask DisposeAsync()
    {
        _acquaintance.Missed = null;
        _losses.Lost = null;
        await _loop.DisposeAsync().ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>One look at all that is missing.</summary>
    internal async ValueTask LookAsync(CancellationToken cancellationToken)
    {
        var missed = Missed();
        if (missed.Count > 0)
        {
            await _tell(missed, cancellationToken).ConfigureAwait(false);
        }

        foreach (var (brokerName, topic) in _losses.ToAskFor())
        {
            if (await IsBackAsync(brokerName, topic, cancellationToken).ConfigureAwait(false))
            {
                LogBack(brokerName);
                _refresh();
            }
        }

        if (Missed().Count > 0 || _losses.Any)
        {
            LookLater();
        }
    }

    private void LookLater() => _timer.Change(Pause, Timeout.InfiniteTimeSpan);

    private List<BrokerTarget> Missed() => [.. _routes.Current.AllBrokers().Where(broker => _acquaintance.IsMissed(broker.Address))];

    /// <summary>Whether the name servers know a lost process again. They are asked again in a second when they cannot be.</summary>
    private async Task<bool> IsBackAsync(string brokerName, string topic, CancellationToken cancellationToken)
    {
        try
        {
            var route = await _nameServer.FindRouteAsync(topic, cancellationToken).ConfigureAwait(false);
            return route is not null && _losses.IsAnyIn(brokerName, route);
        }
        catch (ClientException exception)
        {
            LogNotAsked(exception, brokerName);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "a process of the broker {Broker} that was lost is in the routes again")]
    private partial void LogBack(string broker);

    [LoggerMessage(Level = LogLevel.Debug, Message = "no name server could be asked whether the broker {Broker} is back")]
    private partial void LogNotAsked(Exception exception, string broker);
}
