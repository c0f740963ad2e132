using Engine.Broker.Groups;
using Engine.Broker.Offsets;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Connections;
using Engine.Remoting.Inbound;

namespace Engine.Broker.Pulling;

/// <summary>
/// PULL_MESSAGE (11): answers at once, or holds the request until a message comes (long polling). A held request is evaluated once
/// more when it is woken; that replay neither commits nor is held again. Mirrors PullMessageProcessor.
/// </summary>
/// <param name="checks">Whether a pull is allowed.</param>
/// <param name="reader">Evaluates it.</param>
/// <param name="holds">The pulls that wait.</param>
/// <param name="groups">The groups.</param>
/// <param name="commits">Takes the offsets that pulls carry; null at a slave, where they commit nothing.</param>
/// <param name="timer">Ends the waits.</param>
internal sealed class PullMessageHandler(
    PullChecks checks,
    PullReader reader,
    PullHoldTable holds,
    SubscriptionGroupWriter groups,
    ConsumerOffsetTable? commits,
    PullTimer timer) : IRequestHandler
{
    private static readonly RemotingCommand TooMany = RemotingCommand.Answer(
        ResponseCode.SystemBusy, "[OVERLOAD]too many pulls are held, start flow control for a while");

    public async ValueTask<Answer> HandleAsync(InboundRequest request, CancellationToken cancellationToken)
    {
        var header = request.Command.ReadHeader<PullMessageHeader>();
        var connection = request.Connection;
        var admission = await CheckAsync(header, connection, cancellationToken).ConfigureAwait(false);
        if (admission.Refusal is not null)
        {
            return Answer.Now(admission.Refusal);
        }

        CommitIfAsked(header, connection);
        if (reader.Read(header, admission, connection, out var waitsBehind) is { } answer)
        {
            return Answer.Now(answer);
        }

        var held = new HeldPull(header.ConsumerGroup, header.Topic, header.QueueId, waitsBehind, admission.Filter);
        return holds.TryHold(held) ? Answer.Later(HoldAsync(held, header, connection, cancellationToken)) : Answer.Now(TooMany);
    }

    private async ValueTask<PullAdmission> CheckAsync(PullMessageHeader header, IConnection connection, CancellationToken cancellationToken)
    {
        var group = await groups.FindOrCreateAsync(header.ConsumerGroup, cancellationToken).ConfigureAwait(false);
        return checks.Check(header, group, connection.RemoteAddress);
    }

    /// <summary>
    /// B5: before the evaluation, so that an offset from before a reset is ignored while the reset is pending. Never lowers: who goes back
    /// on purpose says so by a commit of its own before it pulls.
    /// </summary>
    private void CommitIfAsked(PullMessageHeader header, IConnection connection)
    {
        if (PullFlags.Has(header.SysFlag, PullFlags.Commit) && header.CommitOffset >= 0)
        {
            commits?.Raise(header.ConsumerGroup, header.Topic, header.QueueId, header.CommitOffset, connection.RemoteAddress);
        }
    }

    private async Task<RemotingCommand> HoldAsync(
        HeldPull held, PullMessageHeader header, IConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            if (!reader.IsOverdue(header, held.Offset))
            {
                await timer.WaitAsync(held, header.SuspendTimeoutMillis, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            holds.Release(held);
        }

        return connection.IsOpen
            ? await ReplayAsync(header, connection, cancellationToken).ConfigureAwait(false)
            : RemotingCommand.Answer(ResponseCode.PullNotFound, "the connection closed");
    }

    private async Task<RemotingCommand> ReplayAsync(PullMessageHeader header, IConnection connection, CancellationToken cancellationToken)
    {
        var admission = await CheckAsync(header, connection, cancellationToken).ConfigureAwait(false);
        return admission.Refusal ?? reader.ReadHeld(header, admission, connection);
    }
}
