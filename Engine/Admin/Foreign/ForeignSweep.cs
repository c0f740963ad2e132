using Engine.Admin.Clusters;
using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;

namespace Engine.Admin.Foreign;

/// <summary>
/// All groups and topics of a foreign broker. One sweep costs at most 3 requests for its tables, 6 for each of 100 groups, 1 for each of
/// 200 topics and 1 for each of 100 members. What there is more is asked for in the sweeps that follow, and its figures carry their age.
/// </summary>
internal sealed class ForeignSweep(ForeignBroker broker, Action<string> onProblem)
{
    private static readonly TimeSpan OldestOwners = TimeSpan.FromSeconds(10);

    private readonly DateTimeOffset _began = broker.Time.GetUtcNow();

    /// <summary>Names of the groups that are configured or have offsets; RocketMQ's own are left out.</summary>
    public async Task<IReadOnlyCollection<string>> ReadNamesAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        var (table, offsets) = await broker.ReadTablesAsync(deadline, cancellationToken).ConfigureAwait(false);
        return NamesOf(table, offsets);
    }

    /// <summary>Every group with its members, without queues.</summary>
    public async Task<QueueProgressBody> ReadMembersAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        var (table, offsets) = await broker.ReadTablesAsync(deadline, cancellationToken).ConfigureAwait(false);
        var names = NamesOf(table, offsets);
        await TurnGroupsAsync(names, deadline, cancellationToken).ConfigureAwait(false);
        return new QueueProgressBody
        {
            BrokerName = broker.Endpoint.Name,
            Groups =
            [
                .. from name in names
                   let detail = broker.Groups.Find(name)?.Value
                   where detail is not null
                   select GroupAssembly.WithoutQueues(name, table.SubscriptionGroupTable.GetValueOrDefault(name), detail),
            ],
        };
    }

    /// <summary>Everything.</summary>
    public async Task<QueueProgressBody> ReadAsync(Deadline deadline, CancellationToken cancellationToken)
    {
        var tables = broker.ReadTablesAsync(deadline, cancellationToken);
        var configs = broker.Standard.ReadTopicsAsync(broker.Endpoint, deadline, cancellationToken);
        await Task.WhenAll(tables, configs).ConfigureAwait(false);
        var (table, offsets) = await tables.ConfigureAwait(false);
        var names = NamesOf(table, offsets);
        var topics = TopicsOf(await configs.ConfigureAwait(false), offsets);
        await TurnGroupsAsync(names, deadline, cancellationToken).ConfigureAwait(false);
        Tell(await broker.Topics
            .TurnAsync(topics, broker.TopicRead(deadline), deadline.FirstHalf, cancellationToken)
            .ConfigureAwait(false));
        await RefreshOwnersAsync(names, deadline.FirstHalf, cancellationToken).ConfigureAwait(false);
        return new QueueProgressBody
        {
            BrokerName = broker.Endpoint.Name,
            Groups = [.. names.Select(name => GroupOf(name, table, offsets, topics)).OfType<GroupProgress>()],
            Topics = [.. topics.Order(StringComparer.Ordinal).SelectMany(QueuesOf)],
        };
    }

    private static SortedSet<string> NamesOf(SubscriptionGroupTableBody table, StoredOffsets offsets) => new(
        table.SubscriptionGroupTable.Keys.Concat(offsets.Groups).Where(name => !GroupNames.IsSystem(name)), StringComparer.Ordinal);

    /// <summary>Without the benchmark's topic, whose 1024 queues are empty, unless somebody reads it.</summary>
    private static HashSet<string> TopicsOf(TopicConfigTableBody configs, StoredOffsets offsets) => configs.TopicConfigTable.Keys
        .Where(topic => topic != TopicNames.Benchmark || offsets.Groups.Any(group => offsets.OfGroup(group).ContainsKey(topic)))
        .ToHashSet(StringComparer.Ordinal);

    private async Task TurnGroupsAsync(IReadOnlySet<string> names, Deadline deadline, CancellationToken cancellationToken) =>
        Tell(await broker.Groups
            .TurnAsync(names, broker.GroupRead(deadline), deadline.FirstHalf, cancellationToken)
            .ConfigureAwait(false));

    private Task RefreshOwnersAsync(IEnumerable<string> names, Deadline deadline, CancellationToken cancellationToken) =>
        broker.Holders.RefreshAsync(
            broker.Endpoint,
            names.SelectMany(name => broker.Groups.Find(name)?.Value?.MemberIds ?? [], (name, member) => (name, member)),
            OldestOwners,
            deadline,
            cancellationToken);

    /// <summary>Null while a part was not read: it would look like a smaller group.</summary>
    private GroupProgress? GroupOf(
        string name, SubscriptionGroupTableBody table, StoredOffsets offsets, IReadOnlySet<string> topics)
    {
        if (broker.Groups.Find(name) is not { Value: { } detail } reading)
        {
            return null;
        }

        var stored = offsets.OfGroup(name);
        var parts = GroupAssembly.TopicsOf(stored, detail).Where(topics.Contains).Select(broker.Topics.Find).ToList();
        if (parts.Any(part => part?.Value is null))
        {
            return null;
        }

        var oldest = parts.Select(part => part!.ReadAt).Append(reading.ReadAt).Min();
        return broker.Assemble(name, table.SubscriptionGroupTable.GetValueOrDefault(name), stored, detail, reading.ReadAt >= _began) with
        {
            ReadAt = AgedAt(oldest),
        };
    }

    private IEnumerable<TopicQueueProgress> QueuesOf(string topic) =>
        broker.Topics.Find(topic) is { Value: { } queues } reading
            ? queues.Select(queue => queue with { ReadAt = AgedAt(reading.ReadAt) })
            : [];

    /// <summary>Null for what this sweep read itself.</summary>
    private DateTimeOffset? AgedAt(DateTimeOffset readAt) => readAt < _began ? readAt : null;

    private void Tell(IEnumerable<string> problems)
    {
        foreach (var problem in problems)
        {
            onProblem(problem);
        }
    }
}
