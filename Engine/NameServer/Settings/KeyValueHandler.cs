using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Inbound;

namespace Engine.NameServer.Settings;

/// <summary>
/// PUT_KV_CONFIG (100), GET_KV_CONFIG (101), DELETE_KV_CONFIG (102) and GET_KVLIST_BY_NAMESPACE (219). Mirrors DefaultRequestProcessor.
/// </summary>
internal sealed class KeyValueHandler(KeyValueTable table) : IRequestHandler
{
    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var header = request.Command.ReadHeader<KvConfigHeader>();
        return ValueTask.FromResult(Answer.Now(
            request.Command.Code == RequestCode.GetKvListByNamespace ? List(header.Namespace)
            : header.Key is { } key ? One(request.Command.Code, header, key)
            : RemotingCommand.Answer(ResponseCode.SystemError, $"request {request.Command.Code}: the field 'key' is missing")));
    }

    private RemotingCommand One(int code, KvConfigHeader header, string key)
    {
        switch (code)
        {
            case RequestCode.GetKvConfig:
                return table.Find(header.Namespace, key) is { } value
                    ? RemotingCommand.Success(new KvConfigResponseHeader { Value = value })
                    : RemotingCommand.Answer(
                        ResponseCode.QueryNotFound, $"No config item, Namespace: {header.Namespace} Key: {key}");
            case RequestCode.DeleteKvConfig:
                table.Delete(header.Namespace, key);
                return RemotingCommand.Success();
            default:
                return Put(code, header, key);
        }
    }

    private RemotingCommand Put(int code, KvConfigHeader header, string key)
    {
        var refusal = header.Value is { } value
            ? table.Put(header.Namespace, key, value)
            : $"request {code}: the field 'value' is missing";
        return refusal is null ? RemotingCommand.Success() : RemotingCommand.Answer(ResponseCode.SystemError, refusal);
    }

    private RemotingCommand List(string space) =>
        table.Find(space) is { } entries
            ? RemotingCommand.Success(body: new KeyValueBody { Table = entries })
            : RemotingCommand.Answer(ResponseCode.QueryNotFound, $"No config item, Namespace: {space}");
}
