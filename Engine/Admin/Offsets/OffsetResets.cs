using Engine.Admin.Clusters;
using Engine.Admin.Groups;
using Engine.Admin.Statistics;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Admin.Offsets;

/// <summary>Sets a group's offsets queue by queue through 222 with queue id and offset (H4).</summary>
internal sealed class OffsetResets(ClusterCalls calls, ProgressReader progress, TopicBounds bounds, GroupConfiguration groups)
{
    // With a queue and an offset the time of the request means nothing; -1 is what RocketMQ's tool sends.
    private const long NoTime = -1;

    /// <summary>A result per target, in their order. Brokers are asked side by side, the queues of one broker in turn.</summary>
    public async Task<IReadOnlyList<QueueResetResult>> ResetAsync(
        string group, IReadOnlyList<QueueResetTarget> targets, CancellationToken cancellationToken)
    {
        AdminNames.RequireOwnGroup(group);
        ResetTargetRule.Require(targets);
        var header = new GetQueueProgressHeader { ConsumerGroup = group };
        var brokers = await progress.ReadOutcomesAsync(header, calls.StartDeadline(), cancellationToken).ConfigureAwait(false);
        ResetTargetRule.RequireClustering(FindGroup(brokers, group));
        var deadline = calls.StartDeadline();
        var perBroker = targets
            .GroupBy(target => target.Queue.BrokerName, StringComparer.Ordinal)
            .Select(ofBroker => ResetOnBrokerAsync(group, Find(brokers, ofBroker.Key), [.. ofBroker], deadline, cancellationToken));
        var results = (await Task.WhenAll(perBroker).ConfigureAwait(false))
            .SelectMany(ofBroker => ofBroker)
            .ToDictionary(result => result.Queue);
        return [.. targets.Select(target => results[target.Queue])];
    }

    private GroupFigures FindGroup(IReadOnlyList<BrokerOutcome<QueueProgressBody>> brokers, string group)
    {
        var answers = brokers.Where(broker => broker.Value is not null).Select(broker => broker.Value!).ToList();
        return answers.Any(answer => answer.Groups.Any(found => found.Group == group))
            ? progress.FindGroup(answers, group)
            : progress.FindGroup(brokers.RequireAll($"Resetting group {group}"), group);
    }

    private static BrokerOutcome<QueueProgressBody> Find(IReadOnlyList<BrokerOutcome<QueueProgressBody>> brokers, string name)
    {
        var offline = new AdminException(AdminErrorKind.Unreachable, $"Broker {name} does not exist or is offline.");
        return brokers.Where(outcome => outcome.Broker.Name == name)
            .DefaultIfEmpty(new(new BrokerEndpoint(name, string.Empty), null, offline))
            .First();
    }

    private async Task<IReadOnlyList<QueueResetResult>> ResetOnBrokerAsync(
        string group,
        BrokerOutcome<QueueProgressBody> found,
        IReadOnlyList<QueueResetTarget> targets,
        Deadline deadline,
        CancellationToken cancellationToken)
    {
        var known = found.Value is { } body
            ? await PrepareAsync(group, found.Broker, body, targets, deadline, cancellationToken).ConfigureAwait(false)
            : found;
        var broker = new BrokerReset(group, known);
        var results = new List<QueueResetResult>(targets.Count);
        foreach (var target in targets)
        {
            results.Add(await ResetQueueAsync(broker, target, deadline, cancellationToken).ConfigureAwait(false));
        }

        return results;
    }

    /// <summary>
    /// The bounds that the broker's part of the group does not show. A broker that does not know the group yet would refuse to set its
    /// offset, so it is told of the group first.
    /// </summary>
    private async Task<BrokerOutcome<QueueProgressBody>> PrepareAsync(
        string group,
        BrokerEndpoint broker,
        QueueProgressBody body,
        IReadOnlyList<QueueResetTarget> targets,
        Deadline deadline,
        CancellationToken cancellationToken)
    {
        var outcomes = await ClusterCalls.AskAllAsync([broker], FillAsync, cancellationToken).ConfigureAwait(false);
        return outcomes[0];

        async Task<QueueProgressBody> FillAsync(BrokerEndpoint endpoint, CancellationToken token)
        {
            var known = body.Groups.FirstOrDefault(found => found.Group == group);
            var topics = targets.Select(target => target.Queue.Topic).ToHashSet(StringComparer.Ordinal);
            var missing = GroupScope.MissingFrom(known, topics);
            var queues = await bounds.ReadAsync(endpoint, missing, deadline, token).ConfigureAwait(false);
            if (known is null && queues.Count > 0)
            {
                await groups.CopyToAsync(group, endpoint, deadline, token).ConfigureAwait(false);
            }

            return body with { Topics = queues };
        }
    }

    private async Task<QueueResetResult> ResetQueueAsync(
        BrokerReset reset, QueueResetTarget target, Deadline deadline, CancellationToken cancellationToken)
    {
        if (reset.Refusal(target.Queue) is { } refusal)
        {
            return new(target.Queue, null, null, null, refusal);
        }

        var (broker, (min, max)) = (reset.Endpoint, reset.FindBounds(target.Queue)!.Value);
        var before = reset.FindOffset(target.Queue);
        var (offset, clamped) = ResetTargetRule.Clamp(target, min, max);
        try
        {
            var after = await SetAsync(broker, reset.Group, target.Queue, offset, deadline, cancellationToken).ConfigureAwait(false);
            return new(target.Queue, before, after, clamped, null);
        }
        catch (AdminException exception)
        {
            return new(target.Queue, before, null, clamped, exception.Message);
        }
        catch (CommandFieldException exception)
        {
            return new(target.Queue, before, null, clamped, $"{broker.Name} answered unreadably: {exception.Message}");
        }
    }

    private async Task<long?> SetAsync(
        BrokerEndpoint broker, string group, MessageQueue queue, long offset, Deadline deadline, CancellationToken cancellationToken)
    {
        var header = new ResetOffsetHeader
        {
            Topic = queue.Topic,
            Group = group,
            Timestamp = NoTime,
            IsForce = true,
            QueueId = queue.QueueId,
            Offset = offset,
        };
        var request = RemotingCommand.Request(RequestCode.InvokeBrokerToResetOffset, header);
        var answer = await calls.RequireAsync(
            broker, request, $"the reset of {group} on {queue}", deadline.Remaining, cancellationToken).ConfigureAwait(false);
        return answer.ReadBody<ResetOffsetBody>().OffsetTable.TryGetValue(queue, out var after) ? after : null;
    }
}
