using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;

namespace Engine.Client.Api;

/// <summary>
/// Queue locks of orderly groups: LOCK_BATCH_MQ (41), UNLOCK_BATCH_MQ (42). Mirrors MQClientAPIImpl#lockBatchMQ and #unlockBatchMQ.
/// </summary>
internal sealed class BrokerLockApi(ApiCaller caller)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <summary>Takes or renews locks; the queues of the body that this client holds now.</summary>
    public Task<IReadOnlyList<MessageQueue>> LockAsync(string address, LockBatchBody body, CancellationToken cancellationToken) =>
        caller.ReadAsync(
            address,
            RemotingCommand.Request(RequestCode.LockBatchMq, body: body),
            Timeout,
            static answer => answer.ReadBody<LockedQueuesBody>().LockOkMqSet,
            cancellationToken);

    /// <summary>Gives locks up.</summary>
    public Task UnlockAsync(string address, LockBatchBody body, CancellationToken cancellationToken) =>
        caller.RequireAsync(address, RemotingCommand.Request(RequestCode.UnlockBatchMq, body: body), Timeout, cancellationToken);
}
