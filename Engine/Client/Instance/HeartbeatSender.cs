using Engine.Client.Api;
using Engine.Client.Routing;
using Engine.Protocol.Headers;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Instance;

/// <summary>
/// Tells brokers who is here and who leaves: every known process when there are consumers, masters only when there are producers alone. A
/// broker that cannot be reached is logged and stops no other. Mirrors MQClientInstance#sendHeartbeatToAllBroker and #unregisterClient.
/// </summary>
internal sealed partial class HeartbeatSender(
    string clientId,
    InstanceMembers members,
    RouteTable routes,
    BrokerClientApi api,
    ILogger logger)
{
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        if (members.IsEmpty)
        {
            return;
        }

        var body = members.ToHeartbeat(clientId);
        var targets = routes.Current.AllBrokers().Where(target => members.HasConsumers || !target.IsSlave);
        await ToEachAsync(targets, target => api.HeartbeatAsync(target.Address, body, cancellationToken)).ConfigureAwait(false);
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
