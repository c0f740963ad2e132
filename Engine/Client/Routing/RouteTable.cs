using Engine.Client.Api;
using Engine.Protocol;
using Engine.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Routing;

/// <summary>
/// The routes of one client, asked of the name server when first needed and refreshed by a duty. Readers take the immutable
/// <see cref="Current"/>. Mirrors MQClientInstance#updateTopicRouteInfoFromNameServer. Its size is that of the topics in use.
/// </summary>
/// <param name="nameServer">Knows the routes.</param>
/// <param name="logger">Takes the changes.</param>
/// <param name="changed">Hears of each change: what was known before, and what is known now.</param>
internal sealed partial class RouteTable(NameServerApi nameServer, ILogger logger, Action<RouteSnapshot, RouteSnapshot> changed)
{
    private readonly Lock _lock = new();

    /// <summary>One question at a time, as in RocketMQ: an older answer must not replace a newer one.</summary>
    private readonly SemaphoreSlim _turn = new(1);
    private volatile RouteSnapshot _current = RouteSnapshot.Empty;

    public RouteSnapshot Current => _current;

    /// <summary>The known route, else the name server's; null when there is none.</summary>
    public async ValueTask<TopicRouteView?> GetAsync(string topic, CancellationToken cancellationToken) =>
        _current.Find(topic) ?? await RefreshAsync(topic, cancellationToken).ConfigureAwait(false);

    /// <summary>Asks the name server. A topic it does not know keeps the route known so far, as in RocketMQ.</summary>
    public async Task<TopicRouteView?> RefreshAsync(string topic, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var body = await nameServer.FindRouteAsync(topic, cancellationToken).ConfigureAwait(false);
            return body is null ? _current.Find(topic) : Keep(TopicRouteView.Of(topic, body));
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Gives a topic that does not exist the route of the template topic, until a refresh finds its own; null when there is no template
    /// either.
    /// </summary>
    public async Task<TopicRouteView?> UseTemplateAsync(string topic, int queueNums, CancellationToken cancellationToken)
    {
        var template = await nameServer.FindRouteAsync(TopicNames.AutoCreateTemplate, cancellationToken).ConfigureAwait(false);
        return template is null ? null : Keep(TopicRouteView.FromTemplate(topic, template, queueNums));
    }

    /// <summary>The master behind a queue, after one refresh when it is unknown; else a failure that names the broker.</summary>
    public async ValueTask<BrokerTarget> RequireMasterAsync(MessageQueue queue, CancellationToken cancellationToken)
    {
        if (_current.FindMaster(queue.BrokerName) is { } known)
        {
            return known;
        }

        await RefreshAsync(queue.Topic, cancellationToken).ConfigureAwait(false);
        return _current.FindMaster(queue.BrokerName) ?? throw Unknown(queue, "has no master");
    }

    /// <summary>
    /// A process to read the queue from, the wanted one if it is there, after one refresh when the broker is unknown (C4).
    /// </summary>
    public async ValueTask<BrokerTarget> RequireReadableAsync(MessageQueue queue, long brokerId, CancellationToken cancellationToken)
    {
        if (_current.FindReadable(queue.BrokerName, brokerId) is { } known)
        {
            return known;
        }

        await RefreshAsync(queue.Topic, cancellationToken).ConfigureAwait(false);
        return _current.FindReadable(queue.BrokerName, brokerId) ?? throw Unknown(queue, "is not");
    }

    private static ClientException Unknown(MessageQueue queue, string fault) =>
        new(ClientErrorCode.BrokerNotExist, $"the broker {queue.BrokerName} {fault} in the route of topic {queue.Topic}");

    private static bool IsBetter(TopicRouteView known, TopicRouteView route) => route.IsFromTemplate && !known.IsFromTemplate;

    private static bool IsSame(TopicRouteView known, TopicRouteView route) =>
        known.IsFromTemplate == route.IsFromTemplate && RouteViews.AreEqual(known.Body, route.Body);

    private TopicRouteView Keep(TopicRouteView route)
    {
        RouteSnapshot before;
        RouteSnapshot after;
        lock (_lock)
        {
            var known = _current.Find(route.Topic);
            if (known is not null && (IsBetter(known, route) || IsSame(known, route)))
            {
                return known;
            }

            before = _current;
            _current = after = before.With(route);
        }

        changed(before, after);

        LogChanged(route.Topic, route.SubscribeQueues.Count, route.PublishQueues.Count);
        return route;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "the route of topic {Topic} changed: {Readable} queues to read, {Writable} to write")]
    private partial void LogChanged(string topic, int readable, int writable);
}
