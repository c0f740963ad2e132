using Engine.Admin.Browsing;
using Engine.Admin.Clusters;
using Engine.Admin.DeadLetters;
using Engine.Admin.Direct;
using Engine.Admin.Foreign;
using Engine.Admin.Groups;
using Engine.Admin.Members;
using Engine.Admin.Messages;
using Engine.Admin.Offsets;
using Engine.Admin.Replication;
using Engine.Admin.Resending;
using Engine.Admin.Statistics;
using Engine.Admin.Topics;
using Engine.Protocol;
using Engine.Protocol.Messages;
using Engine.Remoting.Outbound;
using Microsoft.Extensions.Logging;

namespace Engine.Admin;

/// <summary>What an operator does, over any transport: the facade of the rooms beside it. Owns the remoting client it is given.</summary>
internal sealed class ClusterAdmin : IClusterAdmin
{
    private readonly IRemotingClient _remoting;
    private readonly ClusterCalls _calls;
    private readonly ClusterDirectory _directory;
    private readonly ProgressReader _progress;
    private readonly ChangeWatcher _changes;
    private readonly TopicReader _topicReader;
    private readonly TopicChanges _topicChanges;
    private readonly GroupAdmin _groups;
    private readonly GroupConfiguration _groupConfiguration;
    private readonly OffsetResets _resets;
    private readonly OffsetSearch _search;
    private readonly OffsetTables _offsetTables;
    private readonly MessageSender _messages;
    private readonly ClientReader _clients;
    private readonly DeadLetterReader _deadLetters;
    private readonly MessageResender _resender;
    private readonly MessageReader _messageReader;
    private readonly DirectConsumer _direct;
    private readonly BrokerReader _brokers;
    private readonly TrafficReader _traffic;
    private readonly ReplicationReader _replication;

    public ClusterAdmin(
        string clusterName,
        IReadOnlyList<string> nameServers,
        IRemotingClient remoting,
        SendMessage send,
        TimeProvider timeProvider,
        ILoggerFactory loggers)
    {
        _remoting = remoting;
        _calls = new ClusterCalls(remoting, nameServers, timeProvider);
        _directory = new ClusterDirectory(_calls, clusterName);
        var foreign = new ForeignBrokers(timeProvider);
        var foreignProgress = new ForeignProgress(_calls, loggers.CreateLogger<ForeignProgress>());
        _progress = new ProgressReader(_calls, _directory, foreign, foreignProgress);
        _changes = new ChangeWatcher(_calls, _directory, foreign, loggers.CreateLogger<ChangeWatcher>());
        _topicReader = new TopicReader(_calls, _directory, _progress);
        _topicChanges = new TopicChanges(_calls, _directory);
        _groups = new GroupAdmin(_calls, _directory, _progress, _topicChanges);
        _groupConfiguration = new GroupConfiguration(_calls, _directory);
        _search = new OffsetSearch(_calls, _directory);
        var ways = new ResetWays(_calls, foreign, foreignProgress, _search);
        _resets = new OffsetResets(_calls, _progress, new TopicBounds(_calls), _groupConfiguration, ways);
        _offsetTables = new OffsetTables(_calls, _directory);
        _messages = new MessageSender(_calls, _directory, send);
        _clients = new ClientReader(_calls, _directory, _progress);
        _deadLetters = new DeadLetterReader(_calls, _progress, _groupConfiguration);
        _resender = new MessageResender(_calls, _directory, _progress);
        _messageReader = new MessageReader(_calls, _directory);
        _direct = new DirectConsumer(_calls, _directory, _progress);
        Messages = new MessageBrowser(_calls, _directory);
        _brokers = new BrokerReader(_calls, _directory);
        _traffic = new TrafficReader(_calls, _directory);
        _replication = new ReplicationReader(_calls, _directory);
    }

    public IMessageBrowser Messages { get; }

    public Task<ClusterView> GetClusterAsync(CancellationToken cancellationToken) =>
        _directory.ReadAsync(_calls.StartDeadline(), cancellationToken);

    public Task<IReadOnlyList<BrokerRuntime>> ReadRuntimesAsync(CancellationToken cancellationToken) =>
        _brokers.ReadRuntimesAsync(cancellationToken);

    public Task<ReplicationView> ReadReplicationAsync(CancellationToken cancellationToken) => _replication.ReadAsync(cancellationToken);

    public Task<IReadOnlyList<TrafficFigures>> ReadTrafficAsync(IReadOnlyList<TrafficKey> keys, CancellationToken cancellationToken) =>
        _traffic.ReadAsync(keys, cancellationToken);

    public Task<BrokerConfig> ReadBrokerConfigAsync(string broker, CancellationToken cancellationToken) =>
        _brokers.ReadConfigAsync(broker, cancellationToken);

    public Task<IReadOnlyList<TopicSummary>> ListTopicsAsync(CancellationToken cancellationToken) =>
        _topicReader.ListAsync(cancellationToken);

    public Task<TopicDetail> GetTopicAsync(string topic, CancellationToken cancellationToken) =>
        _topicReader.ReadAsync(topic, cancellationToken);

    public Task<IReadOnlyList<string>> ListGroupsAsync(CancellationToken cancellationToken) => _groups.ListAsync(cancellationToken);

    public Task<ClusterProgress> ReadProgressAsync(CancellationToken cancellationToken) => _progress.ReadAllAsync(cancellationToken);

    public Task<GroupFigures> ReadGroupProgressAsync(string group, CancellationToken cancellationToken) =>
        _groups.ReadAsync(group, cancellationToken);

    public Task<OffsetFile> ReadOffsetFileAsync(string broker, CancellationToken cancellationToken) =>
        _offsetTables.ReadAsync(broker, cancellationToken);

    public Task<OffsetAtTime> SearchOffsetAsync(MessageQueue queue, DateTimeOffset time, CancellationToken cancellationToken) =>
        _search.SearchAsync(queue, time, cancellationToken);

    public IAsyncEnumerable<ChangeSignal> WatchChangesAsync(ChangeScope scope, CancellationToken cancellationToken) =>
        _changes.WatchAsync(scope, cancellationToken);

    public Task CreateTopicAsync(TopicSettings settings, CancellationToken cancellationToken) =>
        _topicChanges.CreateAsync(settings, cancellationToken);

    public Task UpdateTopicAsync(TopicChange change, CancellationToken cancellationToken) =>
        _topicChanges.UpdateAsync(change, cancellationToken);

    public Task DeleteTopicAsync(string topic, CancellationToken cancellationToken) => _topicChanges.DeleteAsync(topic, cancellationToken);

    public Task DeleteGroupAsync(string group, CancellationToken cancellationToken) => _groups.DeleteAsync(group, cancellationToken);

    public Task<GroupSettings> GetGroupSettingsAsync(string group, CancellationToken cancellationToken) =>
        _groupConfiguration.ReadAsync(group, cancellationToken);

    public Task<GroupConfig> ReadGroupConfigAsync(string group, CancellationToken cancellationToken) =>
        _groupConfiguration.ReadEachAsync(group, cancellationToken);

    public Task SaveGroupAsync(GroupSettings settings, CancellationToken cancellationToken) =>
        _groupConfiguration.SaveAsync(settings, cancellationToken);

    public Task<IReadOnlyList<QueueResetResult>> ResetOffsetsAsync(
        string group, IReadOnlyList<QueueResetTarget> targets, CancellationToken cancellationToken) =>
        _resets.ResetAsync(group, targets, cancellationToken);

    public Task<SendSummary> SendAsync(Message message, int count, CancellationToken cancellationToken) =>
        _messages.SendAsync(message, count, cancellationToken);

    public Task<ClientList> ReadClientsAsync(CancellationToken cancellationToken) => _clients.ReadAllAsync(cancellationToken);

    public Task<ClientList> ReadMembersAsync(string group, CancellationToken cancellationToken) =>
        _clients.ReadMembersAsync(group, cancellationToken);

    public Task<RunningInfo> ReadMemberAsync(string group, string clientId, bool withStacks, CancellationToken cancellationToken) =>
        _clients.ReadMemberAsync(group, clientId, withStacks, cancellationToken);

    public Task<DeadLetterGroups> ListDeadLettersAsync(CancellationToken cancellationToken) => _deadLetters.ListAsync(cancellationToken);

    public Task<DeadLetterPage> ReadDeadLettersAsync(string group, string? cursor, int count, CancellationToken cancellationToken) =>
        _deadLetters.ReadAsync(group, cursor, count, cancellationToken);

    public Task<IReadOnlyList<MessageAtPlace>> ReadMessagesAsync(
        IReadOnlyList<StoredPlace> places, CancellationToken cancellationToken) => _messageReader.ReadAsync(places, cancellationToken);

    public Task<IReadOnlyList<ResendResult>> ResendAsync(
        string group, IReadOnlyList<StoredPlace> messages, CancellationToken cancellationToken) =>
        _resender.ResendAsync(group, messages, cancellationToken);

    public Task<DirectResult> ConsumeDirectlyAsync(
        string group, string? clientId, StoredPlace message, CancellationToken cancellationToken) =>
        _direct.ConsumeAsync(group, clientId, message, cancellationToken);

    public ValueTask DisposeAsync() => _remoting.DisposeAsync();
}
