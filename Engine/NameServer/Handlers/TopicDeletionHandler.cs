using Engine.NameServer.Routes;
using Engine.Protocol;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;

namespace Engine.NameServer.Handlers;

/// <summary>Takes a topic out of the routes: DELETE_TOPIC_IN_NAMESRV (216). A broker that still has it
/// brings it back with its next change of topics.</summary>
internal sealed class TopicDeletionHandler(RouteTableWriter writer) : IRequestHandler
{
    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var header = request.Command.ReadHeader<DeleteTopicInNameServerHeader>();
        writer.DeleteTopic(header.Topic, header.ClusterName);
        return ValueTask.FromResult(Answer.Now(RemotingCommand.Success()));
    }
}
