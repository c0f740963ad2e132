using System.Text;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Settings;

/// <summary>
/// UPDATE_BROKER_CONFIG (25) and GET_BROKER_CONFIG (26). A setting that this broker does not have, or that is fixed while it runs, is
/// refused by its name, where RocketMQ would take it without effect. Mirrors AdminBrokerProcessor#updateBrokerConfig and #getBrokerConfig.
/// </summary>
internal sealed class BrokerConfigHandler(BrokerOptions options, BrokerSettings settings, BrokerSettingsWriter writer) : IRequestHandler
{
    private const string BlackList = "configBlackList;brokerConfigPath";

    public async ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken) =>
        Answer.Now(request.Command.Code == RequestCode.GetBrokerConfig
            ? Read()
            : await UpdateAsync(request.Command, cancellationToken).ConfigureAwait(false));

    private RemotingCommand Read()
    {
        var version = Encoding.UTF8.GetString(BodyJson.Write(writer.Version).Span);
        return RemotingCommand.Success(new BrokerConfigResponseHeader { Version = version }) with
        {
            Body = PropertiesText.Write(BrokerConfigText.Of(options, settings)),
        };
    }

    private async Task<RemotingCommand> UpdateAsync(RemotingCommand command, CancellationToken cancellationToken)
    {
        if (PropertiesText.Read(command.Body.Span) is not { } wanted)
        {
            return Refusals.SystemError("string2Properties error");
        }

        if (wanted.Keys.Any(BlackList.Split(';').Contains))
        {
            return RemotingCommand.Answer(ResponseCode.NoPermission, "Can not update config in black list.");
        }

        if (wanted.Select(pair => BrokerSettings.Check(pair.Key, pair.Value)).FirstOrDefault(fault => fault is not null) is { } fault)
        {
            return Refusals.SystemError(fault);
        }

        await writer.PutAsync(wanted, cancellationToken).ConfigureAwait(false);
        return RemotingCommand.Success();
    }
}
