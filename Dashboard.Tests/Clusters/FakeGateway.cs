using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Dashboard.Clusters;
using Engine.Admin;
using Engine.Admin.Browsing;
using Engine.Admin.Clusters;
using Engine.Admin.DeadLetters;
using Engine.Admin.Groups;
using Engine.Admin.Members;
using Engine.Admin.Messages;
using Engine.Admin.Offsets;
using Engine.Admin.Replication;
using Engine.Admin.Resending;
using Engine.Admin.Statistics;
using Engine.Admin.Topics;
using Engine.Protocol;

namespace Dashboard.Tests.Clusters;

/// <summary>A cluster whose figures a test sets, and whose changes a test signals. Reads are counted and can be held up.</summary>
internal sealed class FakeGateway(TimeProvider clock, string name = "embedded") : IClusterGateway
{
    private ImmutableList<Channel<ChangeSignal>> _streams = [];

    public string Name => name;

    public IReadOnlyList<string> NameServers { get; init; } = [];

    public ClusterKind Kind => ClusterKind.Embedded;

    public bool IsReadOnly => false;

    public bool IsReady
    {
        get
        {
            ReadinessAsked.Add();
            return field;
        }

        set;
    } = true;

    public IMessageBrowser Messages => throw new NotSupportedException();

    public IReadOnlyDictionary<string, string> WriteStops { get; set; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Every group by name; a read gives them the clock's time.</summary>
    internal ImmutableSortedDictionary<string, GroupFigures> Groups { get; set; } =
        ImmutableSortedDictionary.Create<string, GroupFigures>(StringComparer.Ordinal);

    internal ImmutableSortedDictionary<string, TopicFigures> Topics { get; set; } =
        ImmutableSortedDictionary.Create<string, TopicFigures>(StringComparer.Ordinal);

    internal IReadOnlyList<string> Unreachable { get; set; } = [];

    /// <summary>Who is connected, in whatever group.</summary>
    internal ClientList Clients { get; set; } = new([], [], default);

    /// <summary>What brokers say of themselves.</summary>
    internal IReadOnlyList<BrokerRuntime> Runtimes { get; set; } = [];

    /// <summary>What every read fails with; null when they work.</summary>
    internal Exception? Failure { get; set; }

    /// <summary>What the change streams fail with when they are opened; null when they work.</summary>
    internal Exception? StreamFailure { get; set; }

    /// <summary>What reads wait for after they have taken the figures.</summary>
    internal Task Hold { get; set; } = Task.CompletedTask;

    internal CountSignal ReadinessAsked { get; } = new("questions whether the cluster is ready");

    internal CountSignal ClusterReads { get; } = new("reads of the cluster");

    internal CountSignal GroupReads { get; } = new("reads of a group");

    internal CountSignal TopicReads { get; } = new("reads of a topic");

    internal CountSignal StreamsOpened { get; } = new("change streams opened");

    internal CountSignal StreamsClosed { get; } = new("change streams closed");

    internal CountSignal SignalsTaken { get; } = new("signals taken");

    internal int OpenStreams => _streams.Count;

    internal void Set(GroupFigures group) => Groups = Groups.SetItem(group.Group, group);

    internal void Set(TopicFigures topic) => Topics = Topics.SetItem(topic.Name, topic);

    /// <summary>Signals a change to every open stream and returns once all have taken it.</summary>
    internal async Task SignalAsync()
    {
        var streams = _streams;
        var taken = SignalsTaken.Count + streams.Count;
        foreach (var stream in streams)
            stream.Writer.TryWrite(new ChangeSignal("broker-a", taken, "push"));

        await SignalsTaken.WaitForAsync(taken);
    }

    /// <summary>Breaks every open stream.</summary>
    internal void BreakStreams()
    {
        foreach (var stream in _streams)
            stream.Writer.TryComplete(new AdminException(AdminErrorKind.Unreachable, "broker-a does not answer."));
    }

    public IReadOnlyList<NodeView> Nodes => [];

    public Task<IReadOnlyList<BrokerRuntime>> ReadRuntimesAsync(CancellationToken cancellationToken) =>
        Failure is null ? Task.FromResult(Runtimes) : Task.FromException<IReadOnlyList<BrokerRuntime>>(Failure);

    /// <summary>What the brokers counted; nothing is told of what is not in it.</summary>
    internal Dictionary<TrafficKey, TrafficFigures> Traffic { get; } = [];

    /// <summary>How the replication stands.</summary>
    public ReplicationView Replication { get; set; } = new([], DateTimeOffset.UnixEpoch);

    public Task<ReplicationView> ReadReplicationAsync(CancellationToken cancellationToken) => Task.FromResult(Replication);

    public Task<IReadOnlyList<TrafficFigures>> ReadTrafficAsync(IReadOnlyList<TrafficKey> keys, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TrafficFigures>>([.. keys.Where(Traffic.ContainsKey).Select(key => Traffic[key])]);

    public Task<BrokerConfig> ReadBrokerConfigAsync(string broker, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ClusterView> GetClusterAsync(CancellationToken cancellationToken) => Failure is null
        ? Task.FromResult(new ClusterView(name, ["127.0.0.1:9876"], [new BrokerView("broker-a", 0, "master", "127.0.0.1:10911", "online")]))
        : Task.FromException<ClusterView>(Failure);

    public Task<IReadOnlyList<TopicSummary>> ListTopicsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TopicSummary>>([.. Topics.Values.Select(Summary)]);

    public Task<IReadOnlyList<string>> ListGroupsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. Groups.Keys]);

    public Task<GroupSettings> GetGroupSettingsAsync(string group, CancellationToken cancellationToken) =>
        Task.FromResult(new GroupSettings(group));

    public Task<GroupConfig> ReadGroupConfigAsync(string group, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public async Task<TopicDetail> GetTopicAsync(string topic, CancellationToken cancellationToken)
    {
        var found = Topics.GetValueOrDefault(topic);
        await ReadAsync(TopicReads, cancellationToken);
        return found is null
            ? throw new AdminException(AdminErrorKind.TopicNotFound, $"The topic '{topic}' does not exist.")
            : new TopicDetail(topic, found.Type, [], found.Queues, []);
    }

    public async Task<ClusterProgress> ReadProgressAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var progress = new ClusterProgress(
            [.. Groups.Values.Select(group => group with { SampledAt = now })],
            [.. Topics.Values.Select(topic => topic with { SampledAt = now })],
            Unreachable,
            now,
            "push");
        await ReadAsync(ClusterReads, cancellationToken);
        return progress;
    }

    public async Task<GroupFigures> ReadGroupProgressAsync(string group, CancellationToken cancellationToken)
    {
        var found = Groups.GetValueOrDefault(group);
        var now = clock.GetUtcNow();
        await ReadAsync(GroupReads, cancellationToken);
        return found is null
            ? throw new AdminException(AdminErrorKind.GroupNotFound, $"The group '{group}' does not exist.")
            : found with { SampledAt = now };
    }

    public Task<ClientList> ReadClientsAsync(CancellationToken cancellationToken) =>
        Failure is null ? Task.FromResult(Clients) : Task.FromException<ClientList>(Failure);

    public Task<ClientList> ReadMembersAsync(string group, CancellationToken cancellationToken) => ReadClientsAsync(cancellationToken);

    public Task<RunningInfo> ReadMemberAsync(string group, string clientId, bool withStacks, CancellationToken cancellationToken) =>
        throw Failure ?? new NotSupportedException();

    public Task<DeadLetterGroups> ListDeadLettersAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DeadLetterPage> ReadDeadLettersAsync(string group, string? cursor, int count, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<MessageAtPlace>> ReadMessagesAsync(
        IReadOnlyList<StoredPlace> places, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<OffsetFile> ReadOffsetFileAsync(string broker, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<OffsetAtTime> SearchOffsetAsync(MessageQueue queue, DateTimeOffset time, CancellationToken cancellationToken) =>
        Task.FromResult(new OffsetAtTime(0, Exists: false));

    public async IAsyncEnumerable<ChangeSignal> WatchChangesAsync(
        ChangeScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StreamsOpened.Add();
        if (StreamFailure is not null)
            throw StreamFailure;

        var stream = Channel.CreateUnbounded<ChangeSignal>();
        ImmutableInterlocked.Update(ref _streams, streams => streams.Add(stream));
        try
        {
            await foreach (var signal in stream.Reader.ReadAllAsync(cancellationToken))
            {
                yield return signal;
                SignalsTaken.Add();
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref _streams, streams => streams.Remove(stream));
            StreamsClosed.Add();
        }
    }

    private static TopicSummary Summary(TopicFigures topic) =>
        new(topic.Name, topic.Type, topic.Queues.Count, topic.Queues.Sum(queue => queue.MaxOffset), Groups: 0);

    private async Task ReadAsync(CountSignal reads, CancellationToken cancellationToken)
    {
        reads.Add();
        await Hold.WaitAsync(cancellationToken);
        if (Failure is not null)
            throw Failure;
    }
}
