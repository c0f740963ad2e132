using System.Text;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Administration;

/// <summary>
/// GET_BROKER_RUNTIME_INFO (28) and GET_BROKER_CONFIG (26). Mirrors AdminBrokerProcessor#getBrokerRuntimeInfo and #getBrokerConfig.
/// </summary>
internal sealed class RuntimeInfoHandler(BrokerOptions options, RuntimeInformation information) : IRequestHandler
{
    /// <summary>The settings never change while a broker runs.</summary>
    private const string FirstVersion = """{"counter":0,"timestamp":0}""";

    public static IEnumerable<HandlerRegistration> Registrations(BrokerOptions options, RuntimeInformation information)
    {
        var handler = new RuntimeInfoHandler(options, information);
        yield return new(RequestCode.GetBrokerRuntimeInfo, handler, BrokerLanes.Admin);
        yield return new(RequestCode.GetBrokerConfig, handler, BrokerLanes.Admin);
    }

    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Answer.Now(request.Command.Code == RequestCode.GetBrokerConfig
            ? RemotingCommand.Success(new BrokerConfigResponseHeader { Version = FirstVersion }) with
            {
                Body = Encoding.UTF8.GetBytes(BrokerConfigText.Of(options)),
            }
            : RemotingCommand.Success(body: new KeyValueBody { Table = information.Read() })));
}
