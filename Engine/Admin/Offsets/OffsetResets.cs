using Engine.Admin.Clusters;
using Engine.Admin.Groups;
using Engine.Admin.Statistics;
using Engine.Protocol.Bodies;
using Engine.Protocol.Headers;

namespace Engine.Admin.Offsets;

/// <summary>Sets a group's offsets queue by queue (H4), on each broker in the way that it knows (<see cref="ResetWays"/>).</summary>
internal sealed class OffsetResets(
    ClusterCalls calls, ProgressReader progress, TopicBounds bounds, GroupConfiguration groups, ResetWays ways)
{
    /// <summary>A result per target, in their order. Brokers are asked side by side, the queues of one broker in turn.</summary>
    public async Task<IReadOnlyList<QueueResetResult>> ResetAsync(
        string group, IReadOnlyList<QueueResetTarget> targets, CancellationToken cancellationToken)
    {
        AdminNames.RequireOwnGroup(group);
        ResetTargetRule.Require(targets);
        var header = new GetQueueProgressHeader { ConsumerGroup = group };
        var brokers = await progress.ReadOutcomesAsync(header, calls.StartDeadline(), cancellationToken).ConfigureAwait(false);
        ResetTargetRule.RequireClustering(FindGroup(brokers, group));
        var readers = new GroupReaders(group, brokers);
        var deadline = calls.StartDeadline();
        var perBroker = targets
            .GroupBy(target => target.Queue.BrokerName, StringComparer.Ordinal)
            .Select(ofBroker => ResetOnBrokerAsync(
                group, Find(brokers, ofBroker.Key), [.. ofBroker], readers, deadline, cancellationToken));
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
        var found = brokers.Where(outcome => outcome.Broker.Name == name)
            .DefaultIfEmpty(new(new BrokerEndpoint(name, string.Empty), null, offline))
            .First();

        // A slave's offsets are its master's: it was read, and sets nothing.
        return found.Broker.IsSlave ? found with { Value = null, Failure = ClusterDirectory.WithoutMaster(found.Broker) } : found;
    }

    private async Task<IReadOnlyList<QueueResetResult>> ResetOnBrokerAsync(
        string group,
        BrokerOutcome<QueueProgressBody> found,
        IReadOnlyList<QueueResetTarget> targets,
        GroupReaders readers,
        Deadline deadline,
        CancellationToken cancellationToken)
    {
        var known = found.Value is { } body
            ? await PrepareAsync(group, found.Broker, body, targets, deadline, cancellationToken).ConfigureAwait(false)
            : found;
        return await ways
            .ResetAsync(new BrokerReset(group, known), targets, readers, deadline, cancellationToken)
            .ConfigureAwait(false);
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
}
