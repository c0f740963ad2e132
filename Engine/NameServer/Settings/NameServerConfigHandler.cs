using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Remoting.Inbound;

namespace Engine.NameServer.Settings;

/// <summary>
/// UPDATE_NAMESRV_CONFIG (318) and GET_NAMESRV_CONFIG (319). A setting that this name server does not have, or that is fixed while it runs,
/// is refused by its name, where RocketMQ would take it without effect. Mirrors DefaultRequestProcessor.
/// </summary>
internal sealed class NameServerConfigHandler(NameServerSettings settings) : IRequestHandler
{
    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Answer.Now(request.Command.Code == RequestCode.GetNameServerConfig
            ? RemotingCommand.Success() with { Body = PropertiesText.Write(settings.All()) }
            : Update(PropertiesText.Read(request.Command.Body.Span))));

    private RemotingCommand Update(IReadOnlyDictionary<string, string>? wanted)
    {
        if (wanted is null)
        {
            return RemotingCommand.Answer(ResponseCode.SystemError, "string2Properties error");
        }

        if (wanted.Keys.Any(NameServerSettings.BlackList.Split(';').Contains))
        {
            return RemotingCommand.Answer(ResponseCode.NoPermission, "Can not update config in black list.");
        }

        var current = settings.All();
        foreach (var (key, value) in wanted)
        {
            if (key != NameServerSettings.OrderMessageKey && current.GetValueOrDefault(key) != value)
            {
                return RemotingCommand.Answer(
                    ResponseCode.SystemError,
                    $"{key} cannot be changed at a running name server; {NameServerSettings.OrderMessageKey} can");
            }
        }

        if (wanted.TryGetValue(NameServerSettings.OrderMessageKey, out var order))
        {
            if (!bool.TryParse(order, out var isOn))
            {
                return RemotingCommand.Answer(
                    ResponseCode.SystemError, $"{NameServerSettings.OrderMessageKey} is true or false, not '{order}'");
            }

            settings.OrderMessage = isOn;
        }

        return RemotingCommand.Success();
    }
}
