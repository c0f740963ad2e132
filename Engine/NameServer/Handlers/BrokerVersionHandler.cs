using Engine.NameServer.Routes;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;

namespace Engine.NameServer.Handlers;

/// <summary>
/// A broker that asks whether its topics are known, QUERY_DATA_VERSION (322), tells that it lives, BROKER_HEARTBEAT (904), or asks for the
/// addresses of its name, GET_BROKER_MEMBER_GROUP (901). Mirrors DefaultRequestProcessor.
/// </summary>
internal sealed class BrokerVersionHandler(RouteTableWriter writer) : IRequestHandler
{
    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Answer.Now(request.Command.Code switch
        {
            RequestCode.QueryDataVersion => Compare(request.Command),
            RequestCode.BrokerHeartbeat => Beat(request.Command.ReadHeader<BrokerHeartbeatHeader>()),
            _ => Members(request.Command.ReadHeader<BrokerNameHeader>()),
        }));

    private RemotingCommand Compare(RemotingCommand command)
    {
        var address = command.ReadHeader<UnregisterBrokerHeader>().BrokerAddress;
        var asked = command.ReadBody<DataVersion>();
        var known = writer.Current.Live.GetValueOrDefault(address)?.DataVersion;
        if (known == asked)
        {
            writer.Touch(address);
        }

        return RemotingCommand.Success(new DataVersionResponseHeader { Changed = known != asked }, known);
    }

    private RemotingCommand Beat(BrokerHeartbeatHeader header)
    {
        writer.Touch(header.BrokerAddress);
        return RemotingCommand.Success();
    }

    private RemotingCommand Members(BrokerNameHeader header)
    {
        var known = writer.Current.Brokers.GetValueOrDefault(header.BrokerName);
        return RemotingCommand.Success(body: new BrokerMemberGroupBody
        {
            Group = new BrokerMemberGroup
            {
                Cluster = header.ClusterName ?? known?.Cluster ?? string.Empty,
                BrokerName = header.BrokerName,
                BrokerAddrs = known?.BrokerAddrs ?? new Dictionary<long, string>(),
            },
        });
    }
}
