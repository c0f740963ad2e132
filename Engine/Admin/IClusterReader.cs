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

namespace Engine.Admin;

/// <summary>
/// What an operator can see of a cluster, embedded or remote. A name that does not exist is an <see cref="AdminException"/> with
/// its kind; a broker that does not answer is one too and names the broker.
/// </summary>
public interface IClusterReader
{
    /// <summary>Looks for stored messages.</summary>
    IMessageBrowser Messages { get; }

    /// <summary>Brokers by name and id, with their addresses and whether they answer the name servers.</summary>
    Task<ClusterView> GetClusterAsync(CancellationToken cancellationToken);

    /// <summary>What every broker says of itself; one that does not answer within 5 s is there with the reason.</summary>
    Task<IReadOnlyList<BrokerRuntime>> ReadRuntimesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// How the replication of every registered broker process stands; one that does not answer in time is there with the reason.
    /// </summary>
    Task<ReplicationView> ReadReplicationAsync(CancellationToken cancellationToken);

    /// <summary>
    /// What brokers counted of topics and groups over a minute; the first 1,000 are asked. What is unknown is null, and of a broker that
    /// is not there nothing.
    /// </summary>
    Task<IReadOnlyList<TrafficFigures>> ReadTrafficAsync(IReadOnlyList<TrafficKey> keys, CancellationToken cancellationToken);

    /// <summary>
    /// Settings of the master of a broker name, or of a slave that is named with its id, as "broker-a-1"; without the values of secrets.
    /// </summary>
    Task<BrokerConfig> ReadBrokerConfigAsync(string broker, CancellationToken cancellationToken);

    /// <summary>Every topic with its type, queue number, highest offsets and number of groups.</summary>
    Task<IReadOnlyList<TopicSummary>> ListTopicsAsync(CancellationToken cancellationToken);

    /// <summary>Route and queues of one topic.</summary>
    Task<TopicDetail> GetTopicAsync(string topic, CancellationToken cancellationToken);

    /// <summary>Names of all consumer groups, online or with stored offsets or configured; system groups left out.</summary>
    Task<IReadOnlyList<string>> ListGroupsAsync(CancellationToken cancellationToken);

    /// <summary>Configuration of a group; one that no broker has configured is an <see cref="AdminException"/>.</summary>
    Task<GroupSettings> GetGroupSettingsAsync(string group, CancellationToken cancellationToken);

    /// <summary>The same of each broker; one that does not answer within 5 s is there with the reason.</summary>
    Task<GroupConfig> ReadGroupConfigAsync(string group, CancellationToken cancellationToken);

    /// <summary>
    /// One consistent read per broker of all groups (and topics): min, max, consumer offset, store times, owner of each queue.
    /// </summary>
    Task<ClusterProgress> ReadProgressAsync(CancellationToken cancellationToken);

    /// <summary>The same of one group; an unknown group is an <see cref="AdminException"/>.</summary>
    Task<GroupFigures> ReadGroupProgressAsync(string group, CancellationToken cancellationToken);

    /// <summary>
    /// Every connected client, consumers with what they say of themselves (the first 200 memberships are asked) and producers. Brokers and
    /// clients that do not answer within 5 s are named in it.
    /// </summary>
    Task<ClientList> ReadClientsAsync(CancellationToken cancellationToken);

    /// <summary>The same of the members of one group; an unknown group is an <see cref="AdminException"/>.</summary>
    Task<ClientList> ReadMembersAsync(string group, CancellationToken cancellationToken);

    /// <summary>
    /// What one member says of itself, with its threads if wanted; that it says nothing is an <see cref="AdminException"/>.
    /// </summary>
    Task<RunningInfo> ReadMemberAsync(string group, string clientId, bool withStacks, CancellationToken cancellationToken);

    /// <summary>The groups that have a topic of dead letters.</summary>
    Task<DeadLetterGroups> ListDeadLettersAsync(CancellationToken cancellationToken);

    /// <summary>
    /// <paramref name="count"/> (1 to 100) dead letters of a group, the newest first, from where the cursor of the page before says;
    /// null begins with the newest.
    /// </summary>
    Task<DeadLetterPage> ReadDeadLettersAsync(string group, string? cursor, int count, CancellationToken cancellationToken);

    /// <summary>
    /// What lies at each of at most 200 places, in their order. One that cannot be read stops no other; nothing is committed.
    /// </summary>
    Task<IReadOnlyList<MessageAtPlace>> ReadMessagesAsync(IReadOnlyList<StoredPlace> places, CancellationToken cancellationToken);

    /// <summary>All consumer offsets that one broker holds, as its consumerOffset.json has them.</summary>
    Task<OffsetFile> ReadOffsetFileAsync(string broker, CancellationToken cancellationToken);

    /// <summary>
    /// First offset stored at or after the time; the queue's max offset when there is none. <c>Exists</c> is false in that case.
    /// </summary>
    Task<OffsetAtTime> SearchOffsetAsync(MessageQueue queue, DateTimeOffset time, CancellationToken cancellationToken);

    /// <summary>
    /// A signal after each change of the scope (offset committed, message stored, members changed), coalesced; ends with the token.
    /// Where brokers cannot signal, one a second. The source says which.
    /// </summary>
    IAsyncEnumerable<ChangeSignal> WatchChangesAsync(ChangeScope scope, CancellationToken cancellationToken);
}
