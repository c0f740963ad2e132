using Engine.Protocol;

namespace Engine.Client.Consuming.Rebalance;

/// <summary>
/// Shares only the queues of brokers in given machine rooms, which a broker names before its own name: <c>room@broker</c>. Each member
/// takes a run of equal length, and the first members one more each from the end. Mirrors RocketMQ's AllocateMessageQueueByMachineRoom.
/// </summary>
/// <param name="rooms">The machine rooms to consume from; queues elsewhere are nobody's.</param>
public sealed class AllocateByMachineRoom(IEnumerable<string> rooms) : IAllocateStrategy
{
    private readonly HashSet<string> _rooms = new(rooms, StringComparer.Ordinal);

    /// <summary>MACHINE_ROOM.</summary>
    public string Name => "MACHINE_ROOM";

    /// <inheritdoc />
    public IReadOnlyList<MessageQueue> Allocate(
        string group,
        string clientId,
        IReadOnlyList<MessageQueue> queues,
        IReadOnlyList<string> clientIds)
    {
        ArgumentNullException.ThrowIfNull(queues);
        ArgumentNullException.ThrowIfNull(clientIds);
        var index = MemberList.IndexOf(clientIds, clientId);
        if (index < 0)
        {
            return [];
        }

        var inRooms = queues.Where(IsInRooms).ToArray();
        var (each, left) = Math.DivRem(inRooms.Length, clientIds.Count);
        var share = inRooms.Skip(each * index).Take(each);
        return [.. index < left ? share.Append(inRooms[(each * clientIds.Count) + index]) : share];
    }

    /// <inheritdoc />
    public string ExplainIdle(string clientId, IReadOnlyList<MessageQueue> queues, IReadOnlyList<string> clientIds)
    {
        ArgumentNullException.ThrowIfNull(queues);
        ArgumentNullException.ThrowIfNull(clientIds);
        return IdleReason.Common(clientId, queues.Count, clientIds)
            ?? (queues.Any(IsInRooms) ? IdleReason.MoreConsumersThanQueuesInRooms : IdleReason.NoQueueInRooms);
    }

    // Java's split drops what is empty at the end.
    private bool IsInRooms(MessageQueue queue) =>
        queue.BrokerName.TrimEnd('@').Split('@') is [var room, _] && _rooms.Contains(room);
}
