using Engine.Admin.Clusters;
using Engine.Admin.Statistics;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Admin.Offsets;

/// <summary>Sets a group's offsets queue by queue through 222 with queue id and offset (H4).</summary>
internal sealed class OffsetResets(ClusterCalls calls, ProgressReader progress)
{
    // With a queue and an offset the time of the request means nothing; -1 is what RocketMQ's tool sends.
    private const long NoTime = -1;

    /// <summary>A result per target, in their order. Brokers are asked side by side, the queues of one broker in turn.</summary>
    public async Task<IReadOnlyList<QueueResetResult>> ResetAsync(
        string group, IReadOnlyList<QueueResetTarget> targets, CancellationToken cancellationToken)
    {
        AdminNames.RequireOwnGroup(group);
        ResetTargetRule.Require(targets);
        var header = new GetQueueProgressHeader { ConsumerGroup = group, IncludeTopics = true };
        var brokers = await progress.ReadOutcomesAsync(header, cancellationToken).ConfigureAwait(false);
        ResetTargetRule.RequireClustering(FindGroup(brokers, group));
        var deadline = calls.StartDeadline();
        var perBroker = targets
            .GroupBy(target => target.Queue.BrokerName, StringComparer.Ordinal)
            .Select(ofBroker => ResetOnBrokerAsync(
                new BrokerReset(group, Find(brokers, ofBroker.Key)), [.. ofBroker], deadline, cancellationToken));
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

    private static BrokerOutcome<QueueProgressBody>? Find(IReadOnlyList<BrokerOutcome<QueueProgressBody>> brokers, string name)
    {
        var found = brokers.Where(outcome => outcome.Broker.Name == name).ToList();
        return found.Count == 0 ? null : found[0];
    }

    private async Task<IReadOnlyList<QueueResetResult>> ResetOnBrokerAsync(
        BrokerReset broker, IReadOnlyList<QueueResetTarget> targets, Deadline deadline, CancellationToken cancellationToken)
    {
        var results = new List<QueueResetResult>(targets.Count);
        foreach (var target in targets)
        {
            results.Add(await ResetQueueAsync(broker, target, deadline, cancellationToken).ConfigureAwait(false));
        }

        return results;
    }

    private async Task<QueueResetResult> ResetQueueAsync(
        BrokerReset reset, QueueResetTarget target, Deadline deadline, CancellationToken cancellationToken)
    {
        if (reset.Refusal(target.Queue) is { } refusal)
        {
            return new(target.Queue, null, null, null, refusal);
        }

        var (broker, bounds) = (reset.Endpoint, reset.FindBounds(target.Queue)!);
        var before = reset.FindOffset(target.Queue);
        var (offset, clamped) = ResetTargetRule.Clamp(target, bounds.MinOffset, bounds.MaxOffset);
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
