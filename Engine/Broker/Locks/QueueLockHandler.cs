using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Locks;

/// <summary>LOCK_BATCH_MQ (41) and UNLOCK_BATCH_MQ (42). Mirrors AdminBrokerProcessor#lockBatchMQ and #unlockBatchMQ.</summary>
internal sealed class QueueLockHandler(QueueLockTable locks) : IRequestHandler
{
    public ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Answer.Now(request.Command.Code switch
        {
            RequestCode.LockBatchMq => Lock(request.Command.ReadBody<LockBatchBody>()),
            RequestCode.UnlockBatchMq => Unlock(request.Command.ReadBody<LockBatchBody>()),
            var code => Refusals.NotMine(code),
        }));

    private RemotingCommand Lock(LockBatchBody body) => RemotingCommand.Success(
        body: new LockedQueuesBody { LockOkMqSet = locks.TryLock(body.ConsumerGroup, body.ClientId, body.MqSet) });

    private RemotingCommand Unlock(LockBatchBody body)
    {
        locks.Unlock(body.ConsumerGroup, body.ClientId, body.MqSet);
        return RemotingCommand.Success();
    }
}
