using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Client.Api;

/// <summary>
/// Membership: heartbeat (34), unregister (35), members of a group (38), check of a subscription (46). Mirrors the client requests of
/// MQClientAPIImpl.
/// </summary>
internal sealed class BrokerClientApi(ApiCaller caller)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    public Task HeartbeatAsync(string address, HeartbeatBody body, CancellationToken cancellationToken) =>
        caller.RequireAsync(address, RemotingCommand.Request(RequestCode.HeartBeat, body: body), Timeout, cancellationToken);

    public Task UnregisterAsync(string address, UnregisterClientHeader header, CancellationToken cancellationToken) =>
        caller.RequireAsync(address, RemotingCommand.Request(RequestCode.UnregisterClient, header), Timeout, cancellationToken);

    /// <summary>Asks whether the broker can filter as a subscription wants; a refusal carries its reason.</summary>
    public Task CheckSubscriptionAsync(string address, CheckClientBody body, CancellationToken cancellationToken) =>
        caller.RequireAsync(address, RemotingCommand.Request(RequestCode.CheckClientConfig, body: body), Timeout, cancellationToken);

    public async Task<IReadOnlyList<string>> GetConsumerIdsAsync(string address, string group, CancellationToken cancellationToken)
    {
        var request = RemotingCommand.Request(RequestCode.GetConsumerListByGroup, new ConsumerGroupHeader { ConsumerGroup = group });
        return await caller
            .ReadAsync(address, request, Timeout, static answer => answer.ReadBody<ConsumerListBody>().ConsumerIdList, cancellationToken)
            .ConfigureAwait(false);
    }
}
