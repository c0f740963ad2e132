using System.Collections.Frozen;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Microsoft.Extensions.Logging;

namespace Engine.Remoting.Inbound;

/// <summary>
/// Lets only requests through that one of the accounts signed, and those that change the cluster only of an administrator; others are
/// answered NO_PERMISSION. For connections from outside: what comes from within the process is signed by nobody. Mirrors
/// PlainAccessValidator and PlainPermissionManager.
/// </summary>
internal sealed partial class SignedDispatcher(IDispatcher inner, IEnumerable<AccessAccount> accounts, ILogger logger) : IDispatcher
{
    private static readonly FrozenSet<int> AdminCodes = new[]
    {
        RequestCode.UpdateAndCreateTopic, RequestCode.UpdateAndCreateTopicList, RequestCode.DeleteTopicInBroker,
        RequestCode.DeleteTopicInNameServer, RequestCode.RegisterTopicInNameServer, RequestCode.RegisterBroker,
        RequestCode.UnregisterBroker, RequestCode.BrokerHeartbeat, RequestCode.UpdateAndCreateSubscriptionGroup,
        RequestCode.UpdateAndCreateSubscriptionGroupList, RequestCode.DeleteSubscriptionGroup, RequestCode.UpdateBrokerConfig,
        RequestCode.UpdateNameServerConfig, RequestCode.PutKvConfig, RequestCode.DeleteKvConfig, RequestCode.WipeWritePermOfBroker,
        RequestCode.AddWritePermOfBroker, RequestCode.InvokeBrokerToResetOffset, RequestCode.CloneGroupOffset,
        RequestCode.CleanExpiredConsumeQueue, RequestCode.CleanUnusedTopic, RequestCode.DeleteExpiredCommitLog,
    }.ToFrozenSet();

    private readonly FrozenDictionary<string, AccessAccount> _accounts =
        accounts.ToFrozenDictionary(account => account.AccessKey, StringComparer.Ordinal);

    public ValueTask<RemotingCommand?> DispatchAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        if (Refusal(request.Command) is not { } refusal)
        {
            return inner.DispatchAsync(request, cancellationToken);
        }

        LogRefused(request.Command.Code, request.Connection.RemoteAddress, refusal);
        return new(request.Command.IsOneWay
            ? null
            : RemotingCommand.Answer(ResponseCode.NoPermission, refusal) with { Opaque = request.Command.Opaque });
    }

    private string? Refusal(RemotingCommand command)
    {
        var fields = command.WriteHeader() ?? new Dictionary<string, string>();
        if (!fields.TryGetValue(AccessSignature.AccessKeyField, out var key))
        {
            return "No accessKey is configured";
        }

        if (!_accounts.TryGetValue(key, out var account))
        {
            return $"No acl config for {Shown(key)}";
        }

        if (!fields.TryGetValue(AccessSignature.SignatureField, out var signature)
            || !AccessSignature.IsRight(signature, fields, command.WriteBody().Span, account.SecretKey))
        {
            return $"Check signature failed for accessKey={key}";
        }

        return !account.IsAdmin && AdminCodes.Contains(command.Code)
            ? $"Need admin permission for request code={command.Code}, but accessKey={key} is not"
            : null;
    }

    /// <summary>What a stranger sends may be long.</summary>
    private static string Shown(string key) => key.Length > 64 ? key[..64] : key;

    [LoggerMessage(Level = LogLevel.Warning, Message = "request {Code} from {Peer} was refused: {Reason}")]
    private partial void LogRefused(int code, string peer, string reason);
}
