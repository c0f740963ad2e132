using Engine.Protocol;

namespace Engine.Client.Consuming.Rebalance;

/// <summary>
/// The queues that were given to this member by hand, as far as the topic has them. Nobody takes the others, and two members may be given
/// the same one: whoever configures it sees to both, for the group's retry topic too. Mirrors RocketMQ's AllocateMessageQueueByConfig,
/// which hands out queues that do not exist as well.
/// </summary>
/// <param name="configured">This member's queues, of any number of topics.</param>
public sealed class AllocateByConfig(IEnumerable<MessageQueue> configured) : IAllocateStrategy
{
    private readonly HashSet<MessageQueue> _configured = [.. configured];

    /// <summary>CONFIG.</summary>
    public string Name => "CONFIG";

    /// <inheritdoc />
    public IReadOnlyList<MessageQueue> Allocate(
        string group,
        string clientId,
        IReadOnlyList<MessageQueue> queues,
        IReadOnlyList<string> clientIds) =>
        [.. queues.Where(_configured.Contains)];

    /// <inheritdoc />
    public string ExplainIdle(string clientId, IReadOnlyList<MessageQueue> queues, IReadOnlyList<string> clientIds) =>
        queues.Count == 0 ? IdleReason.NoQueues : IdleReason.NotConfigured;
}
