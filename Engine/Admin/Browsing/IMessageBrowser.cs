using Engine.Protocol;

namespace Engine.Admin.Browsing;

/// <summary>
/// Looks for stored messages. Mirrors the queries of RocketMQ's MQAdminExt (queryMessage, viewMessage). Commits nothing. Failures are
/// <see cref="AdminException"/>s; brokers that do not answer a question to all are named in its answer.
/// </summary>
public interface IMessageBrowser
{
    /// <summary>
    /// <paramref name="count"/> (1 to 100) messages of a topic, the newest first, from where the cursor of the page before says; null
    /// begins with the newest of the range. An unknown topic is <see cref="AdminErrorKind.TopicNotFound"/>.
    /// </summary>
    Task<MessagePage> ReadPageAsync(MessageRange range, string? cursor, int count, CancellationToken cancellationToken);

    /// <summary>At most 64 messages per broker that have the key among their keys, the newest first.</summary>
    Task<MessageFinds> FindByKeyAsync(string topic, string key, CancellationToken cancellationToken);

    /// <summary>
    /// The message of an offset id; else, when a topic is given, the messages of the topic with that unique id, at most 32 per broker. A
    /// text that is no offset id needs the topic.
    /// </summary>
    Task<MessageFinds> FindByIdAsync(string id, string? topic, CancellationToken cancellationToken);

    /// <summary>
    /// Messages of one queue from an offset on, ascending: <paramref name="count"/> (1 to 500) offsets, of which some may not be stored any
    /// more. One alone comes with its whole body. An unknown queue is <see cref="AdminErrorKind.QueueNotFound"/>.
    /// </summary>
    Task<QueueSlice> ReadQueueAsync(MessageQueue queue, long offset, int count, CancellationToken cancellationToken);
}
