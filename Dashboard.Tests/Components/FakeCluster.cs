using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Dashboard.Clusters;
using Engine.Admin;
using Engine.Admin.Browsing;
using Engine.Admin.Clusters;
using Engine.Admin.DeadLetters;
using Engine.Admin.Direct;
using Engine.Admin.Groups;
using Engine.Admin.Members;
using Engine.Admin.Messages;
using Engine.Admin.Offsets;
using Engine.Admin.Replication;
using Engine.Admin.Resending;
using Engine.Admin.Statistics;
using Engine.Admin.Topics;
using Engine.Client.Producing;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;

namespace Dashboard.Tests.Components;

/// <summary>A cluster whose figures a test sets; each change is signalled by <see cref="Signal"/>.</summary>
internal sealed class FakeCluster(TimeProvider time, string name = "embedded") : IClusterGateway, IClusterChanger
{
    private readonly ConcurrentBag<ChannelWriter<ChangeSignal>> _watchers = [];
    private readonly Lock _lock = new();
    private long _version;

    public string Name => name;

    public IReadOnlyList<string> NameServers { get; } = ["127.0.0.1:9876"];

    public ClusterKind Kind { get; set; } = ClusterKind.Embedded;

    public bool IsReadOnly { get; set; }

    public bool IsReady => true;

    public IReadOnlyDictionary<string, string> WriteStops => Refusing;

    /// <summary>Brokers that take no messages, with the reason.</summary>
    public Dictionary<string, string> Refusing { get; } = [];

    public string[] Brokers { get; } = ["broker-a", "broker-b"];

    /// <summary>Max offset of each queue.</summary>
    public SortedDictionary<MessageQueue, long> Max { get; } = [];

    public SortedDictionary<string, FakeGroup> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>Who is connected; the pages of a group show those with a membership in it.</summary>
    public List<ClientView> Clients { get; } = [];

    /// <summary>Brokers that did not answer.</summary>
    public List<string> Problems { get; } = [];

    public FakeDeadLetters DeadLetters { get; } = new(time);

    /// <summary>Why the cluster resends nothing; null when it does.</summary>
    public AdminException? ResendRefusal { get; set; }

    /// <summary>The stored messages.</summary>
    public FakeMessages Messages { get; } = new(time);

    IMessageBrowser IClusterReader.Messages => Messages;

    /// <summary>What a member's listener says of a message that it is given.</summary>
    public DirectConsumption Consumption { get; set; } = DirectConsumption.Success;

    /// <summary>Sends, resets and new topics are not done before it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Deletions, resets and sends in words, in their order.</summary>
    public ConcurrentQueue<string> Done { get; } = [];

    public void AddTopic(string topic, int queuesPerBroker, long max)
    {
        foreach (var broker in Brokers)
        {
            for (var queue = 0; queue < queuesPerBroker; queue++)
            {
                Max[new MessageQueue(topic, broker, queue)] = max;
            }
        }
    }

    /// <summary>A group that stands at the same offset on every queue of its topics.</summary>
    public FakeGroup AddGroup(string group, long? offset, string[] topics, params string[] members)
    {
        var made = Groups[group] = new FakeGroup();
        made.Members.AddRange(members);
        foreach (var queue in Max.Keys.Where(queue => topics.Contains(queue.Topic)))
        {
            made.Offsets[queue] = offset;
        }

        return made;
    }

    /// <summary>Changes something while nobody reads.</summary>
    public void Change(Action change)
    {
        lock (_lock)
        {
            change();
        }
    }

    public void Signal()
    {
        var signal = new ChangeSignal(Brokers[0], Interlocked.Increment(ref _version), "push");
        foreach (var watcher in _watchers)
        {
            watcher.TryWrite(signal);
        }
    }

    public Task<DirectResult> ConsumeDirectlyAsync(
        string group, string? clientId, StoredPlace message, CancellationToken cancellationToken)
    {
        Done.Enqueue($"consume {message.Queue.BrokerName} Q{message.Queue.QueueId} {message.Offset} in {group} by {clientId ?? "any"}");
        return Task.FromResult(new DirectResult(message, "id", clientId ?? "c1", Consumption, false, true, null, 12));
    }

    /// <summary>The nodes that can be stopped and started.</summary>
    public List<NodeView> Nodes { get; } =
    [
        new(NodeView.NameServer, NodeView.RoleOfNameServer, "127.0.0.1:9876", NodeState.Running),
        new("broker-a", NodeView.RoleOfBroker, "127.0.0.1:10911", NodeState.Running),
        new("broker-b", NodeView.RoleOfBroker, "127.0.0.1:10921", NodeState.Running),
    ];

    IReadOnlyList<NodeView> IClusterGateway.Nodes => Nodes;

    /// <summary>What each broker says of itself.</summary>
    public Dictionary<string, Dictionary<string, string>> Runtimes { get; } = [];

    public async Task<IReadOnlyList<BrokerRuntime>> ReadRuntimesAsync(CancellationToken cancellationToken) =>
    [
        .. (await GetClusterAsync(cancellationToken)).Brokers.Select(broker => Runtimes.TryGetValue(broker.Name, out var values)
            ? new BrokerRuntime(broker, values)
            : new BrokerRuntime(broker, new Dictionary<string, string>(), $"{broker.Name} did not answer.")),
    ];

    /// <summary>How the replication stands.</summary>
    public ReplicationView Replication { get; set; } = new([], DateTimeOffset.UnixEpoch);

    public Task<ReplicationView> ReadReplicationAsync(CancellationToken cancellationToken) => Task.FromResult(Replication);

    public Task<IReadOnlyList<TrafficFigures>> ReadTrafficAsync(IReadOnlyList<TrafficKey> keys, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<BrokerConfig> ReadBrokerConfigAsync(string broker, CancellationToken cancellationToken) => Task.FromResult(new BrokerConfig(
        broker, [new BrokerSetting("flushDiskType", "ASYNC_FLUSH"), new BrokerSetting("secretKey", null)]));

    public Task<NodeView> AddSlaveAsync(string broker, CancellationToken cancellationToken)
    {
        var slave = new NodeView($"{broker}-1", NodeView.RoleOfSlave, "127.0.0.1:11011", NodeState.Running);
        Done.Enqueue($"Add a slave to {broker}");
        Nodes.Add(slave);
        return Task.FromResult(slave);
    }

    public Task ChangeNodeAsync(string node, NodeAction action, CancellationToken cancellationToken)
    {
        Done.Enqueue($"{action} {node}");
        var index = Nodes.FindIndex(one => one.Name == node);
        Nodes[index] = Nodes[index] with
        {
            State = action switch
            {
                NodeAction.Start => NodeState.Running,
                NodeAction.Kill => NodeState.Killed,
                _ => NodeState.Stopped,
            },
        };
        return Task.CompletedTask;
    }

    /// <summary>Whether nobody tells which brokers there are.</summary>
    public bool IsNameServerSilent { get; set; }

    public Task<ClusterView> GetClusterAsync(CancellationToken cancellationToken) => IsNameServerSilent
        ? Task.FromException<ClusterView>(new AdminException(AdminErrorKind.Unreachable, "No name server answered."))
        : Task.FromResult(new ClusterView(
        name,
        NameServers,
        [.. Brokers.Select((broker, index) => new BrokerView(broker, 0, "master", $"127.0.0.1:{10911 + (10 * index)}", "online")
        {
            Problem = Refusing.GetValueOrDefault(broker),
        })]));

    public Task<IReadOnlyList<TopicSummary>> ListTopicsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<TopicDetail> GetTopicAsync(string topic, CancellationToken cancellationToken)
    {
        if (TopicNames.Check(topic) is { } rule)
        {
            return Task.FromException<TopicDetail>(new AdminException(AdminErrorKind.InvalidArgument, rule) { Field = "topic" });
        }

        var figures = TopicsNow().FirstOrDefault(known => known.Name == topic)
            ?? throw Unknown(AdminErrorKind.TopicNotFound, "topic", topic);
        var routes = Brokers.Select((broker, index) => new TopicRoute(broker, $"127.0.0.1:{10911 + (10 * index)}", 4, 4, 6));
        var groups = Groups.Where(group => group.Value.Offsets.Keys.Any(queue => queue.Topic == topic)).Select(group => group.Key);
        return Task.FromResult(new TopicDetail(topic, figures.Type, [.. routes], figures.Queues, [.. groups]));
    }

    public Task<IReadOnlyList<string>> ListGroupsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. Groups.Keys]);

    public Task<GroupSettings> GetGroupSettingsAsync(string group, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<GroupConfig> ReadGroupConfigAsync(string group, CancellationToken cancellationToken) =>
        Task.FromResult(Groups[group].ConfigOn(group, Brokers));

    public Task<ClusterProgress> ReadProgressAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var groups = Groups.Select(group => FiguresOf(group.Key, group.Value));
            return Task.FromResult(new ClusterProgress([.. groups], TopicsNow(), [], time.GetUtcNow(), "push"));
        }
    }

    public Task<GroupFigures> ReadGroupProgressAsync(string group, CancellationToken cancellationToken)
    {
        if (GroupNames.Check(group) is { } rule)
        {
            return Task.FromException<GroupFigures>(new AdminException(AdminErrorKind.InvalidArgument, rule) { Field = "group" });
        }

        Groups.GetValueOrDefault(group)?.IsRead();
        lock (_lock)
        {
            return Groups.TryGetValue(group, out var known)
                ? Task.FromResult(FiguresOf(group, known))
                : Task.FromException<GroupFigures>(Unknown(AdminErrorKind.GroupNotFound, "group", group));
        }
    }

    public Task<ClientList> ReadClientsAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new ClientList([.. Clients], [.. Problems], time.GetUtcNow()));

    public Task<ClientList> ReadMembersAsync(string group, CancellationToken cancellationToken) => Task.FromResult(new ClientList(
        [.. Clients.Where(client => client.Memberships.Any(one => one.Group == group))], [.. Problems], time.GetUtcNow()));

    public Task<RunningInfo> ReadMemberAsync(string group, string clientId, bool withStacks, CancellationToken cancellationToken) =>
        Task.FromResult(Clients.Single(client => client.ClientId == clientId).Memberships.Single(one => one.Group == group).Running!);

    public Task<DeadLetterGroups> ListDeadLettersAsync(CancellationToken cancellationToken) => DeadLetters.ListAsync(Problems);

    public Task<DeadLetterPage> ReadDeadLettersAsync(string group, string? cursor, int count, CancellationToken cancellationToken) =>
        DeadLetters.ReadAsync(group, cursor, Problems);

    /// <summary>The message at offset 13 is gone.</summary>
    public Task<IReadOnlyList<ResendResult>> ResendAsync(
        string group, IReadOnlyList<StoredPlace> messages, CancellationToken cancellationToken)
    {
        if (ResendRefusal is not null)
        {
            return Task.FromException<IReadOnlyList<ResendResult>>(ResendRefusal);
        }

        Done.Enqueue($"resend {string.Join(' ', messages.Select(message => message.Offset))} to {group}");
        var copy = new StoredPlace(new MessageQueue(TopicNames.Retry(group), Brokers[0], 0), 7);
        return Task.FromResult<IReadOnlyList<ResendResult>>(
        [
            .. messages.Select(place => place.Offset == 13
                ? new ResendResult(place, null, null, "no message is stored there")
                : new ResendResult(place, $"id-{place.Offset}", copy, null)),
        ]);
    }

    /// <summary>Every offset below the end holds a message that names its place.</summary>
    public Task<IReadOnlyList<MessageAtPlace>> ReadMessagesAsync(
        IReadOnlyList<StoredPlace> places, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<MessageAtPlace>>(
    [
        .. places.Select(place => new MessageAtPlace(
            place,
            new StoredMessage($"id-{place.Offset}", "k1", "blue", time.GetUtcNow(), 5, $"body of {place.Offset}"),
            null)),
    ]);

    public Task<OffsetFile> ReadOffsetFileAsync(string broker, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<OffsetAtTime> SearchOffsetAsync(MessageQueue queue, DateTimeOffset at, CancellationToken cancellationToken) =>
        Task.FromResult(new OffsetAtTime(Max[queue] / 2, true));

    public async IAsyncEnumerable<ChangeSignal> WatchChangesAsync(
        ChangeScope scope,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<ChangeSignal>();
        _watchers.Add(channel.Writer);
        await foreach (var signal in channel.Reader.ReadAllAsync(cancellationToken))
        {
            yield return signal;
        }
    }

    public async Task CreateTopicAsync(TopicSettings settings, CancellationToken cancellationToken)
    {
        await Gate;
        if (TopicNames.Check(settings.Name) is { } rule)
        {
            throw new AdminException(AdminErrorKind.InvalidArgument, rule) { Field = "name" };
        }

        Change(() => AddTopic(settings.Name, settings.Queues, 0));
    }

    public Task UpdateTopicAsync(TopicChange change, CancellationToken cancellationToken)
    {
        Done.Enqueue(
            $"change {change.Name}: {change.Queues?.ToString() ?? "-"} queues, {change.WriteQueues?.ToString() ?? "-"} written, "
            + $"perm {change.Perm?.ToString() ?? "-"}");
        return Task.CompletedTask;
    }

    public Task DeleteTopicAsync(string topic, CancellationToken cancellationToken)
    {
        Done.Enqueue($"delete topic {topic}");
        return Task.CompletedTask;
    }

    public Task SaveGroupAsync(GroupSettings settings, CancellationToken cancellationToken)
    {
        Done.Enqueue($"save group {settings.Name}");
        Change(() => (Groups[settings.Name] = Groups.GetValueOrDefault(settings.Name) ?? new FakeGroup()).Save(settings, Brokers));
        return Task.CompletedTask;
    }

    public Task DeleteGroupAsync(string group, CancellationToken cancellationToken)
    {
        Done.Enqueue($"delete group {group}");
        return Task.CompletedTask;
    }

    public async Task<IReadOnlyList<QueueResetResult>> ResetOffsetsAsync(
        string group, IReadOnlyList<QueueResetTarget> targets, CancellationToken cancellationToken)
    {
        await Gate;
        await Groups[group].IsReset();
        lock (_lock)
        {
            var offsets = Groups[group].Offsets;
            var results = new List<QueueResetResult>();
            foreach (var target in targets)
            {
                results.Add(new QueueResetResult(target.Queue, offsets.GetValueOrDefault(target.Queue), target.Offset, null, null));
                offsets[target.Queue] = target.Offset;
                Groups[group].ResetAt[target.Queue] = time.GetUtcNow();
            }

            Done.Enqueue($"reset {targets.Count} queues of {group}");
            return results;
        }
    }

    public async Task<SendSummary> SendAsync(Message message, int count, CancellationToken cancellationToken)
    {
        Done.Enqueue($"send {count} to {message.Topic}");
        await Gate;
        var queue = Max.Keys.First(queue => queue.Topic == message.Topic);
        var last = new SendResult(SendStatus.SendOk, "id", "offset-id", queue, Max[queue]);
        return new SendSummary(count, 0, last, null);
    }

    private static AdminException Unknown(AdminErrorKind kind, string thing, string named) =>
        new(kind, $"The {thing} '{named}' does not exist.") { Field = thing };

    private IReadOnlyList<TopicFigures> TopicsNow() =>
    [
        .. from queue in Max
           group queue by queue.Key.Topic into topic
           let queues = topic.Select(queue => new TopicQueue(queue.Key.BrokerName, queue.Key.QueueId, 0, queue.Value, Stored(queue.Value)))
           select new TopicFigures(topic.Key, TypeOf(topic.Key), [.. queues], time.GetUtcNow()),
    ];

    private static TopicType TypeOf(string topic) => TopicNames.IsRetry(topic) ? TopicType.Retry : TopicType.Normal;

    private DateTimeOffset? Stored(long? offset) => offset is > 0 ? time.GetUtcNow().AddSeconds(-2) : null;

    private GroupFigures FiguresOf(string group, FakeGroup known) => known.FiguresAt(group, Max, Stored, time.GetUtcNow());
}
