using Engine.Client.Api;
using Engine.Client.Consuming.Offsets;
using Engine.Client.Routing;
using Engine.Diagnostics;
using Engine.Protocol.Bodies;
using Engine.Protocol.Headers;

namespace Engine.Client.Consuming.Pulling;

/// <summary>Sends one pull to the broker process that is to answer it (C3, C4, C8). Mirrors PullAPIWrapper#pullKernelImpl.</summary>
internal sealed class PullSender(ConsumerScope scope)
{
    private const int CommitFlag = 1;
    private const int SuspendFlag = 2;
    private const int SubscriptionFlag = 4;
    private const int LitePullFlag = 16;
    private const int SuspendMillis = 15_000;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public ValueTask<PullAnswer> SendAsync(PullRequest request, SubscriptionData subscription, CancellationToken cancellationToken) =>
        EngineActivities.IsHeard
            ? SendTracedAsync(request, subscription, cancellationToken)
            : SendOnceAsync(request, subscription, cancellationToken);

    private async ValueTask<PullAnswer> SendTracedAsync(
        PullRequest request, SubscriptionData subscription, CancellationToken cancellationToken)
    {
        using var activity = EngineActivities.StartReceive(
            scope.Group, request.Queue.Topic, request.Queue.BrokerName, request.Queue.QueueId);
        try
        {
            var answer = await SendOnceAsync(request, subscription, cancellationToken).ConfigureAwait(false);
            if (answer.Status != PullStatus.Found)
                EngineActivities.Discard(activity);

            return answer;
        }
        catch (Exception exception)
        {
            EngineActivities.Fail(activity, exception.GetType().FullName!);
            throw;
        }
    }

    private async ValueTask<PullAnswer> SendOnceAsync(
        PullRequest request, SubscriptionData subscription, CancellationToken cancellationToken)
    {
        var target = await scope.Instance.Routes
            .RequireReadableAsync(request.Queue, request.ProcessQueue.SuggestedBrokerId, cancellationToken)
            .ConfigureAwait(false);
        request.Asked = target;
        var answer = await PullAsync(target, request, subscription, cancellationToken).ConfigureAwait(false);
        request.ProcessQueue.SuggestedBrokerId = answer.Header.SuggestWhichBrokerId;
        return answer;
    }

    /// <summary>Returns with the request handed over: only then may the queue's offset be reported otherwise.</summary>
    private ValueTask<PullAnswer> PullAsync(
        BrokerTarget target, PullRequest request, SubscriptionData subscription, CancellationToken cancellationToken)
    {
        using var carried = target.IsSlave || scope.IsLitePull ? CarriedCommit.None : scope.Offsets.Carry(request.Queue);
        var header = HeaderOf(request, subscription, carried.Offset ?? 0);
        return scope.Instance.Apis.Pulling.PullAsync(target.Address, header, Timeout, cancellationToken);
    }

    private PullMessageHeader HeaderOf(PullRequest request, SubscriptionData subscription, long commit)
    {
        var posted = scope.Options.PostSubscriptionWhenPull ? subscription.SubString : null;
        return new PullMessageHeader
        {
            ConsumerGroup = scope.Group,
            Topic = request.Queue.Topic,
            QueueId = request.Queue.QueueId,
            QueueOffset = request.NextOffset,
            MaxMsgNums = scope.Options.PullBatchSize,
            SysFlag = SuspendFlag
                | (commit > 0 ? CommitFlag : 0)
                | (posted is null ? 0 : SubscriptionFlag)
                | (scope.IsLitePull ? LitePullFlag : 0),
            CommitOffset = commit,
            SuspendTimeoutMillis = SuspendMillis,
            Subscription = posted,
            SubVersion = subscription.SubVersion,
            ExpressionType = subscription.ExpressionType,
            BrokerName = request.Queue.BrokerName,
        };
    }
}
