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

namespace Dashboard.Clusters;

/// <summary>The reading half over a cluster's admin. Until the cluster is ready every read says that it is starting.</summary>
internal sealed class ClusterGateway(
    string name,
    ClusterKind kind,
    bool isReadOnly,
    Func<bool> isReady,
    Func<IReadOnlyDictionary<string, string>> writeStops,
    Func<IClusterReader> reader) : IClusterGateway
{
    public string Name => name;

    public ClusterKind Kind => kind;

    public IReadOnlyList<string> NameServers { get; init; } = [];

    public bool IsReadOnly => isReadOnly;

    public bool IsReady => isReady();

    public IReadOnlyDictionary<string, string> WriteStops => writeStops();

    public IMessageBrowser Messages => Reader.Messages;

    public IReadOnlyList<NodeView> Nodes => NodesNow();

    /// <summary>Its nodes, where they are ours.</summary>
    internal Func<IReadOnlyList<NodeView>> NodesNow { get; init; } = static () => [];

    public async Task<ClusterView> GetClusterAsync(CancellationToken cancellationToken)
    {
        var view = await Reader.GetClusterAsync(cancellationToken);
        var stops = WriteStops;
        return stops.Count == 0 ? view : view with { Brokers = [.. view.Brokers.Select(WithProblem)] };

        BrokerView WithProblem(BrokerView broker) => broker with { Problem = stops.GetValueOrDefault(broker.NodeName()) };
    }

    public Task<IReadOnlyList<BrokerRuntime>> ReadRuntimesAsync(CancellationToken cancellationToken) =>
        Reader.ReadRuntimesAsync(cancellationToken);

    public Task<ReplicationView> ReadReplicationAsync(CancellationToken cancellationToken) =>
        Reader.ReadReplicationAsync(cancellationToken);

    public Task<IReadOnlyList<TrafficFigures>> ReadTrafficAsync(IReadOnlyList<TrafficKey> keys, CancellationToken cancellationToken) =>
        Reader.ReadTrafficAsync(keys, cancellationToken);

    public Task<BrokerConfig> ReadBrokerConfigAsync(string broker, CancellationToken cancellationToken) =>
        Reader.ReadBrokerConfigAsync(broker, cancellationToken);

    public Task<IReadOnlyList<TopicSummary>> ListTopicsAsync(CancellationToken cancellationToken) =>
        Reader.ListTopicsAsync(cancellationToken);

    public Task<TopicDetail> GetTopicAsync(string topic, CancellationToken cancellationToken) =>
        Reader.GetTopicAsync(topic, cancellationToken);

    public Task<IReadOnlyList<string>> ListGroupsAsync(CancellationToken cancellationToken) =>
        Reader.ListGroupsAsync(cancellationToken);

    public Task<GroupSettings> GetGroupSettingsAsync(string group, CancellationToken cancellationToken) =>
        Reader.GetGroupSettingsAsync(group, cancellationToken);

    public Task<GroupConfig> ReadGroupConfigAsync(string group, CancellationToken cancellationToken) =>
        Reader.ReadGroupConfigAsync(group, cancellationToken);

    public Task<ClusterProgress> ReadProgressAsync(CancellationToken cancellationToken) => Reader.ReadProgressAsync(cancellationToken);

    public Task<GroupFigures> ReadGroupProgressAsync(string group, CancellationToken cancellationToken) =>
        Reader.ReadGroupProgressAsync(group, cancellationToken);

    public Task<ClientList> ReadClientsAsync(CancellationToken cancellationToken) => Reader.ReadClientsAsync(cancellationToken);

    public Task<ClientList> ReadMembersAsync(string group, CancellationToken cancellationToken) =>
        Reader.ReadMembersAsync(group, cancellationToken);

    public Task<RunningInfo> ReadMemberAsync(string group, string clientId, bool withStacks, CancellationToken cancellationToken) =>
        Reader.ReadMemberAsync(group, clientId, withStacks, cancellationToken);

    public Task<DeadLetterGroups> ListDeadLettersAsync(CancellationToken cancellationToken) =>
        Reader.ListDeadLettersAsync(cancellationToken);

    public Task<DeadLetterPage> ReadDeadLettersAsync(string group, string? cursor, int count, CancellationToken cancellationToken) =>
        Reader.ReadDeadLettersAsync(group, cursor, count, cancellationToken);

    public Task<IReadOnlyList<MessageAtPlace>> ReadMessagesAsync(
        IReadOnlyList<StoredPlace> places, CancellationToken cancellationToken) => Reader.ReadMessagesAsync(places, cancellationToken);

    public Task<OffsetFile> ReadOffsetFileAsync(string broker, CancellationToken cancellationToken) =>
        Reader.ReadOffsetFileAsync(broker, cancellationToken);

    public Task<OffsetAtTime> SearchOffsetAsync(MessageQueue queue, DateTimeOffset time, CancellationToken cancellationToken) =>
        Reader.SearchOffsetAsync(queue, time, cancellationToken);

    public IAsyncEnumerable<ChangeSignal> WatchChangesAsync(ChangeScope scope, CancellationToken cancellationToken) =>
        Reader.WatchChangesAsync(scope, cancellationToken);

    private IClusterReader Reader => IsReady ? reader() : throw StartingCluster.Refusal(name);
}
