using Engine.Client.Consuming.Rebalance;
using Engine.Protocol;

namespace Engine.Tests.Client.Consuming.Rebalance;

/// <summary>What a strategy gives every member of a group, in words that a table can hold.</summary>
internal static class Shares
{
    internal static MessageQueue[] Queues(int count, string broker = "broker-a", string topic = "TopicA") =>
        [.. Enumerable.Range(0, count).Select(id => new MessageQueue(topic, broker, id))];

    internal static string[] Clients(int count) => [.. Enumerable.Range(0, count).Select(i => $"10.0.0.{i + 1}@{(char)('A' + i)}")];

    internal static MessageQueue[][] Of(IAllocateStrategy strategy, IReadOnlyList<MessageQueue> queues, IReadOnlyList<string> clients) =>
        [.. clients.Select(client => strategy.Allocate("g", client, queues, clients).ToArray())];

    /// <summary>"0,3 / 1,4 / -": the queue ids of each member.</summary>
    internal static string Text(IEnumerable<IEnumerable<MessageQueue>> shares) => string.Join(" / ", shares.Select(Text));

    private static string Text(IEnumerable<MessageQueue> share) =>
        string.Join(',', share.Select(queue => queue.QueueId)) is { Length: > 0 } ids ? ids : "-";
}
