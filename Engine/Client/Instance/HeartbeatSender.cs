using Engine.Client.Api;
using Engine.Client.Routing;
using Engine.Protocol.Headers;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Instance;

/// <summary>
/// Tells brokers who is here and who leaves: every known process when there are consumers, masters only when there are producers alone. A
/// broker that cannot be reached is logged and stops no other. Mirrors MQClientInstance#sendHeartbeatToAllBroker and #unregisterClient.
/// </summary>
/// <param name="clientId">Who is here.</param>
/// <param name="members">Its producers and consumers.</param>
/// <param name="routes">Where the brokers are.</param>
/// <param name="api">The requests.</param>
/// <param name="told">Hears of each address that has taken a heartbeat.</param>
/// <param name="logger">Its log.</param>
internal sealed partial class HeartbeatSender(
    string clientId,
    InstanceMembers members,
    RouteTable routes,
    BrokerClientApi api,
    Action<string> told,
    ILogger logger)
{
    public Task SendAsync(CancellationToken cancellationToken) => SendAsync(routes.Current.AllBrokers(), cancellationToken);

    /// <summary>The same to some of the processes.</summary>
    public async Task SendAsync(IEnumerable<BrokerTarget> brokers, CancellationToken cancellationToken)
    {
        if (members.IsEmpty)
        {
            return;
        }

        var body = members.ToHeartbeat(clientId);
        var targets = brokers.Where(target => members.HasConsumers || !target.IsSlave);
        await ToEachAsync(targets, TellAsync).ConfigureAwait(false);

        async Task TellAsync(BrokerTarget target)
        {
            await api.HeartbeatAsync(target.Address, body, cancellationToken).ConfigureAwait(false);
            told(target.Address);
        }
    }

    public Task UnregisterProducerAsync(string group, CancellationToken cancellationToken) =>
        UnregisterAsync(new UnregisterClientHeader { ClientId = clientId, ProducerGroup = group }, cancellationToken);

    public Task UnregisterConsumerAsync(string group, CancellationToken cancellationToken) =>
        UnregisterAsync(new UnregisterClientHeader { ClientId = clientId, ConsumerGroup = group }, cancellationToken);

    private Task UnregisterAsync(UnregisterClientHeader header, CancellationToken cancellationToken) =>
        ToEachAsync(routes.Current.AllBrokers(), target => api.UnregisterAsync(target.Address, header, cancellationToken));

    private Task ToEachAsync(IEnumerable<BrokerTarget> targets, Func<BrokerTarget, Task> send) =>
        Task.WhenAll(targets.Select(target => TryAsync(target, send)));

    private async Task TryAsync(BrokerTarget target, Func<BrokerTarget, Task> send)
    {
        try
        {
            await send(target).ConfigureAwait(false);
        }
        catch (ClientException exception)
        {
            LogFailed(clientId, target.Address, exception.Message);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "client {ClientId} could not tell the broker {Address} that it is here or leaves: {Reason}")]
    private partial void LogFailed(string clientId, string address, string reason);
}
