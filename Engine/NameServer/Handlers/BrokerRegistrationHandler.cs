using Engine.NameServer.Routes;
using Engine.NameServer.Settings;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;
using Engine.Remoting.Inbound;

namespace Engine.NameServer.Handlers;

/// <summary>Brokers that come and go: REGISTER_BROKER (103) and UNREGISTER_BROKER (104).</summary>
internal sealed class BrokerRegistrationHandler(RouteTableWriter writer, KeyValueTable values) : IRequestHandler
{
    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Answer.Now(request.Command.Code == RequestCode.RegisterBroker ? Register(request) : Unregister(request)));

    private RemotingCommand Register(InboundRequest request)
    {
        var command = request.Command;
        var header = command.ReadHeader<RegisterBrokerHeader>();
        if (Refusal(command, header) is { } reason)
        {
            return RemotingCommand.Answer(ResponseCode.SystemError, reason);
        }

        var topics = header.Compressed ? CompressedRegistration.Read(command.Body, command.Code) : command.ReadBody<RegisterBrokerBody>();
        var answer = writer.Register(new BrokerRegistration
        {
            Cluster = header.ClusterName,
            BrokerName = header.BrokerName,
            BrokerId = header.BrokerId,
            Address = header.BrokerAddress,
            HaAddress = header.HaServerAddress,
            Topics = topics.TopicConfigSerializeWrapper,
            Connection = request.Connection,
        });
        return RemotingCommand.Success(
            answer, values.Find(KeyValueTable.OrderTopics) is { } orders ? new KeyValueBody { Table = orders } : null);
    }

    private RemotingCommand Unregister(InboundRequest request)
    {
        var header = request.Command.ReadHeader<UnregisterBrokerHeader>();
        writer.Unregister(header.BrokerName, header.BrokerAddress);
        return RemotingCommand.Success();
    }

    private static string? Refusal(RemotingCommand command, RegisterBrokerHeader header)
    {
        // A body handed over as an object was never bytes; 0 says that the sender made no checksum.
        var isChecked = header.BodyCrc32 is not (null or 0) && command.TypedBody is null;
        return isChecked && Crc32.OfBody(command.Body.Span) != header.BodyCrc32 ? "crc32 not match" : null;
    }
}
