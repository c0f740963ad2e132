using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Outbound;

namespace Engine.Client.Api;

/// <summary>
/// Requests to name servers: reads go to one and stay with it until it fails, then to the next; writes go to all. Mirrors the name-server
/// half of MQClientAPIImpl.
/// </summary>
/// <param name="caller">Sends.</param>
/// <param name="addresses">All name servers, "ip:port".</param>
/// <param name="first">Index of the one to begin with, so that many clients spread over them.</param>
internal sealed class NameServerApi(ApiCaller caller, IReadOnlyList<string> addresses, int first)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    private volatile int _current = first;

    /// <summary>The route of a topic (105); null when the name server knows none.</summary>
    public async Task<TopicRouteBody?> FindRouteAsync(string topic, CancellationToken cancellationToken)
    {
        var request = RemotingCommand.Request(RequestCode.GetRouteInfoByTopic, new TopicHeader { Topic = topic });
        var (address, answer) = await CallAsync(request, cancellationToken).ConfigureAwait(false);
        return answer.Code switch
        {
            ResponseCode.Success => ApiCaller.Read(address, request.Code, answer, static read => read.ReadBody<TopicRouteBody>()),
            ResponseCode.TopicNotExist => null,
            _ => throw ApiCaller.Refused(address, request.Code, answer),
        };
    }

    /// <summary>All brokers and clusters (106).</summary>
    public Task<ClusterInfoBody> GetClusterInfoAsync(CancellationToken cancellationToken) =>
        ReadAsync<ClusterInfoBody>(RemotingCommand.Request(RequestCode.GetBrokerClusterInfo), cancellationToken);

    /// <summary>All topics (206).</summary>
    public Task<TopicListBody> GetTopicsAsync(CancellationToken cancellationToken) =>
        ReadAsync<TopicListBody>(RemotingCommand.Request(RequestCode.GetAllTopicListFromNameServer), cancellationToken);

    /// <summary>Takes a topic out of the routes of every name server (216).</summary>
    public async Task DeleteTopicAsync(DeleteTopicInNameServerHeader header, CancellationToken cancellationToken)
    {
        foreach (var address in addresses)
        {
            var request = RemotingCommand.Request(RequestCode.DeleteTopicInNameServer, header);
            await caller.RequireAsync(address, request, Timeout, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> ReadAsync<T>(RemotingCommand request, CancellationToken cancellationToken)
        where T : class, ICommandBody
    {
        var (address, answer) = await CallAsync(request, cancellationToken).ConfigureAwait(false);
        return answer.Code == ResponseCode.Success
            ? ApiCaller.Read(address, request.Code, answer, static read => read.ReadBody<T>())
            : throw ApiCaller.Refused(address, request.Code, answer);
    }

    private async Task<(string Address, RemotingCommand Answer)> CallAsync(RemotingCommand request, CancellationToken cancellationToken)
    {
        var start = _current;
        for (var tried = 1; tried <= addresses.Count; tried++)
        {
            var index = (start + tried - 1) % addresses.Count;
            try
            {
                var answer = await caller.CallAsync(addresses[index], request, Timeout, cancellationToken).ConfigureAwait(false);
                _current = index;
                return (addresses[index], answer);
            }
            catch (ClientException exception) when (tried < addresses.Count && exception.InnerException is RemotingException)
            {
                _current = (index + 1) % addresses.Count;
            }
        }

        throw new ClientException(ClientErrorCode.NoNameServer, $"request {request.Code} needs a name server and none is configured");
    }
}
