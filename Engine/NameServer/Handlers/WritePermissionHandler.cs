using Engine.NameServer.Routes;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;

namespace Engine.NameServer.Handlers;

/// <summary>
/// WIPE_WRITE_PERM_OF_BROKER (205) and ADD_WRITE_PERM_OF_BROKER (327): takes a broker's topics from producers and gives them back, in the
/// routes only; the broker's next change of topics undoes it. Mirrors RouteInfoManager#operateWritePermOfBroker.
/// </summary>
internal sealed class WritePermissionHandler(RouteTableWriter writer) : IRequestHandler
{
    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var broker = request.Command.ReadHeader<BrokerNameHeader>().BrokerName;
        var isWipe = request.Command.Code == RequestCode.WipeWritePermOfBroker;
        var count = writer.ChangeWritePermission(broker, isWritable: !isWipe);
        return ValueTask.FromResult(Answer.Now(RemotingCommand.Success(
            isWipe ? new TopicCountHeader { WipeTopicCount = count } : new TopicCountHeader { AddTopicCount = count })));
    }
}
