using System.Text;
using Engine.Admin;
using Engine.Admin.Browsing;
using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Dashboard.Tests.Components;

/// <summary>Stored messages that a test sets; the searches are the plain ones.</summary>
internal sealed class FakeMessages(TimeProvider time) : IMessageBrowser
{
    private readonly Lock _lock = new();
    private readonly List<BrowsedMessage> _stored = [];

    /// <summary>What was asked, in words.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>What a search by a key finds in place of what is stored, by key.</summary>
    public Dictionary<string, Task<MessageFinds>> KeyAnswers { get; } = [];

    /// <summary>Why a queue cannot be read, by queue.</summary>
    public Dictionary<MessageQueue, AdminException> Silent { get; } = [];

    /// <summary>Stores a message behind those of its queue.</summary>
    public BrowsedMessage Add(MessageQueue queue, string body, string? keys = null, string? tags = null)
    {
        lock (_lock)
        {
            var offset = _stored.Count(known => known.Queue == queue);
            var properties = new Dictionary<string, string> { ["UNIQ_KEY"] = $"{queue.BrokerName}-{queue.QueueId}-{offset}" };
            if (keys is not null)
            {
                properties["KEYS"] = keys;
            }

            if (tags is not null)
            {
                properties["TAGS"] = tags;
            }

            var message = new BrowsedMessage(
                new MessageExt
                {
                    Topic = queue.Topic,
                    BrokerName = queue.BrokerName,
                    QueueId = queue.QueueId,
                    QueueOffset = offset,
                    Body = Encoding.UTF8.GetBytes(body),
                    Properties = properties,
                    StoreTimestamp = time.GetUtcNow().ToUnixTimeMilliseconds() + _stored.Count,
                },
                Encoding.UTF8.GetByteCount(body));
            _stored.Add(message);
            return message;
        }
    }

    public Task<MessagePage> ReadPageAsync(MessageRange range, string? cursor, int count, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Asked.Add($"page {range.Topic} {cursor}");
            var all = Newest(message => message.Queue.Topic == range.Topic
                && !(message.StoredAt < range.From) && !(message.StoredAt > range.To));
            var skip = cursor is null ? 0 : int.Parse(cursor);
            var older = skip + count < all.Count ? $"{skip + count}" : null;
            return Task.FromResult(new MessagePage(
                range.Topic, all.Count, [.. all.Skip(skip).Take(count)], older, [], time.GetUtcNow()));
        }
    }

    public Task<MessageFinds> FindByKeyAsync(string topic, string key, CancellationToken cancellationToken)
    {
        Asked.Add($"key {topic} {key}");
        return KeyAnswers.GetValueOrDefault(key) ?? Finds(message => message.Queue.Topic == topic && message.Message.Keys == key);
    }

    public Task<MessageFinds> FindByIdAsync(string id, string? topic, CancellationToken cancellationToken)
    {
        Asked.Add($"id {topic} {id}");
        return Finds(message => message.Message.MessageId == id);
    }

    public Task<QueueSlice> ReadQueueAsync(MessageQueue queue, long offset, int count, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Asked.Add($"queue {queue.BrokerName} {queue.QueueId} {offset} {count}");
            if (Silent.TryGetValue(queue, out var silence))
            {
                return Task.FromException<QueueSlice>(silence);
            }

            var all = _stored.Where(message => message.Queue == queue).ToList();
            return all.Count == 0
                ? Task.FromException<QueueSlice>(new AdminException(AdminErrorKind.QueueNotFound, $"Queue {queue} does not exist."))
                : Task.FromResult(new QueueSlice(
                    queue,
                    0,
                    all.Count,
                    [.. all.Where(message => message.Message.QueueOffset >= offset && message.Message.QueueOffset < offset + count)],
                    time.GetUtcNow()));
        }
    }

    private Task<MessageFinds> Finds(Func<BrowsedMessage, bool> wanted)
    {
        lock (_lock)
        {
            return Task.FromResult(new MessageFinds(Newest(wanted), [], time.GetUtcNow()));
        }
    }

    private List<BrowsedMessage> Newest(Func<BrowsedMessage, bool> wanted) =>
        [.. _stored.Where(wanted).OrderByDescending(message => message.Message.StoreTimestamp)];
}
