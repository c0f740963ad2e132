using Engine.Admin.Direct;
using Engine.Admin.Groups;
using Engine.Admin.Messages;
using Engine.Admin.Offsets;
using Engine.Admin.Resending;
using Engine.Admin.Topics;
using Engine.Protocol.Messages;

namespace Engine.Admin;

/// <summary>
/// What an operator can do to a cluster, embedded or remote. Mirrors RocketMQ's MQAdminExt. Failures are
/// <see cref="AdminException"/>s that say what failed, why, and whether a part was done.
/// </summary>
public interface IClusterAdmin : IClusterReader, IAsyncDisposable
{
    /// <summary>Creates a topic, or changes it, on the named brokers or on all. An illegal or system name is refused.</summary>
    Task CreateTopicAsync(TopicSettings settings, CancellationToken cancellationToken);

    /// <summary>
    /// Changes a topic; what is not told stays on each broker as it is there. An unknown topic is
    /// <see cref="AdminErrorKind.TopicNotFound"/>. Nothing is changed anywhere when the change breaks a rule on one broker.
    /// </summary>
    Task UpdateTopicAsync(TopicChange change, CancellationToken cancellationToken);

    /// <summary>Deletes a topic from all brokers and name servers. A system topic is refused.</summary>
    Task DeleteTopicAsync(string topic, CancellationToken cancellationToken);

    /// <summary>Creates a group's configuration, or changes it, on every broker. An illegal or system name is refused.</summary>
    Task SaveGroupAsync(GroupSettings settings, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes a group and its offsets from all brokers, and its retry and dead-letter topics as RocketMQ's deleteSubGroup does;
    /// refused while it has members.
    /// </summary>
    Task DeleteGroupAsync(string group, CancellationToken cancellationToken);

    /// <summary>
    /// Sets a group's offsets queue by queue; online consumers go there at once. A target outside min…max of its queue is clamped.
    /// Each result says before, after (what the broker's table holds at the answer) or the error; one queue's failure stops no other.
    /// A broker that does not know the group yet is told of it, configured as on the others.
    /// </summary>
    Task<IReadOnlyList<QueueResetResult>> ResetOffsetsAsync(
        string group,
        IReadOnlyList<QueueResetTarget> targets,
        CancellationToken cancellationToken);

    /// <summary>
    /// Sends a message <paramref name="count"/> times (1 to 100,000); stops at the first refusal that repeats would meet again,
    /// and where it is cancelled; the summary then counts what went.
    /// </summary>
    Task<SendSummary> SendAsync(Message message, int count, CancellationToken cancellationToken);

    /// <summary>
    /// Sends 1 to 200 stored messages, dead letters or others, to one group again: a copy of each goes to the group's retry topic, which
    /// no other group reads. It keeps body, keys, tags, user properties and id and counts no retry. A result per message, in their order.
    /// </summary>
    Task<IReadOnlyList<ResendResult>> ResendAsync(string group, IReadOnlyList<StoredPlace> messages, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a stored message to an online member of a group (null: one that is connected to the message's broker) and waits up to 10 s
    /// for what its listener says; no offset moves. No such member is <see cref="AdminErrorKind.Conflict"/> or
    /// <see cref="AdminErrorKind.ClientNotFound"/>, one that is silent <see cref="AdminErrorKind.Refused"/>.
    /// </summary>
    Task<DirectResult> ConsumeDirectlyAsync(string group, string? clientId, StoredPlace message, CancellationToken cancellationToken);
}
