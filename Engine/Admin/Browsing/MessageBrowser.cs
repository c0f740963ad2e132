using System.Globalization;
using Engine.Admin.Clusters;
using Engine.Admin.Messages;
using Engine.Admin.Statistics;
using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Admin.Browsing;

/// <summary>The searches for messages, by requests that every RocketMQ broker knows.</summary>
internal sealed class MessageBrowser(ClusterCalls calls, ClusterDirectory directory) : IMessageBrowser
{
    private const int MostInSlice = 500;

    private readonly TopicPages _pages = new(calls, directory);
    private readonly MessageFinder _finder = new(calls, directory);
    private readonly QueueMessages _messages = new(calls);
    private readonly TopicBounds _bounds = new(calls);

    public Task<MessagePage> ReadPageAsync(MessageRange range, string? cursor, int count, CancellationToken cancellationToken) =>
        _pages.ReadAsync(range, cursor, count, cancellationToken);

    public Task<MessageFinds> FindByKeyAsync(string topic, string key, CancellationToken cancellationToken) =>
        _finder.FindByKeyAsync(topic, key, cancellationToken);

    public Task<MessageFinds> FindByIdAsync(string id, string? topic, CancellationToken cancellationToken) =>
        _finder.FindByIdAsync(id, topic, cancellationToken);

    public async Task<QueueSlice> ReadQueueAsync(
        MessageQueue queue, long offset, int count, CancellationToken cancellationToken)
    {
        RequireSlice(queue, offset, count);
        var deadline = calls.StartDeadline();
        var broker = await directory.ReadMasterAsync(queue.BrokerName, deadline, cancellationToken).ConfigureAwait(false);
        var queues = await _bounds.ReadAsync(broker, queue.Topic, deadline, cancellationToken).ConfigureAwait(false);
        var bounds = queues.FirstOrDefault(found => found.QueueId == queue.QueueId)
            ?? throw new AdminException(AdminErrorKind.QueueNotFound, $"Queue {queue} does not exist.") { Field = "queueId" };
        var start = Math.Max(offset, bounds.MinOffset);
        var end = Math.Min(offset > long.MaxValue - count ? long.MaxValue : offset + count, bounds.MaxOffset);
        Func<MessageExt, BrowsedMessage> keep = count == 1 ? BrowsedMessage.Whole : BrowsedMessage.Listed;
        var messages = start >= end
            ? []
            : await _messages.ReadAsync(broker, queue, start, end, keep, deadline, cancellationToken).ConfigureAwait(false);
        return new QueueSlice(queue, bounds.MinOffset, bounds.MaxOffset, messages, calls.Time.GetUtcNow());
    }

    private static void RequireSlice(MessageQueue queue, long offset, int count)
    {
        AdminNames.RequireTopic(queue.Topic);
        Require(queue.QueueId >= 0, "queueId", "A queue id is not negative.");
        Require(offset >= 0, "offset", "An offset is not negative.");
        Require(
            count is >= 1 and <= MostInSlice,
            "count",
            string.Create(CultureInfo.InvariantCulture, $"1 to {MostInSlice} offsets are read at once, not {count}."));
    }

    private static void Require(bool kept, string field, string rule)
    {
        if (!kept)
        {
            throw new AdminException(AdminErrorKind.InvalidArgument, rule) { Field = field };
        }
    }
}
