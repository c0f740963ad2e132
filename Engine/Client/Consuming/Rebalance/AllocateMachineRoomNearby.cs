using Engine.Protocol;

namespace Engine.Client.Consuming.Rebalance;

/// <summary>
/// Keeps traffic within machine rooms: the members of a room share its queues by another strategy; queues of rooms without members are
/// shared by all, room by room. Mirrors RocketMQ's AllocateMachineRoomNearby.
/// </summary>
/// <param name="inner">Shares the queues of one room.</param>
/// <param name="roomOfQueue">The machine room of a queue's broker, not empty.</param>
/// <param name="roomOfClient">The machine room of a member by its client id, not empty.</param>
public sealed class AllocateMachineRoomNearby(
    IAllocateStrategy inner,
    Func<MessageQueue, string> roomOfQueue,
    Func<string, string> roomOfClient) : IAllocateStrategy
{
    /// <summary>MACHINE_ROOM_NEARBY, a hyphen and the name of the strategy inside.</summary>
    public string Name => $"MACHINE_ROOM_NEARBY-{inner.Name}";

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The room of a queue or of a member is not known.</exception>
    public IReadOnlyList<MessageQueue> Allocate(
        string group,
        string clientId,
        IReadOnlyList<MessageQueue> queues,
        IReadOnlyList<string> clientIds)
    {
        ArgumentNullException.ThrowIfNull(queues);
        ArgumentNullException.ThrowIfNull(clientIds);
        if (MemberList.IndexOf(clientIds, clientId) < 0)
        {
            return [];
        }

        var members = clientIds.ToLookup(RoomOf, StringComparer.Ordinal);
        var home = RoomOf(clientId);
        var rooms = queues
            .GroupBy(RoomOf, StringComparer.Ordinal)
            .OrderBy(room => room.Key != home)
            .ThenBy(room => room.Key, StringComparer.Ordinal);
        return
        [
            .. rooms
                .Where(room => room.Key == home || !members.Contains(room.Key))
                .SelectMany(room => inner.Allocate(group, clientId, [.. room], room.Key == home ? [.. members[home]] : clientIds)),
        ];
    }

    /// <inheritdoc />
    public string ExplainIdle(string clientId, IReadOnlyList<MessageQueue> queues, IReadOnlyList<string> clientIds)
    {
        ArgumentNullException.ThrowIfNull(queues);
        ArgumentNullException.ThrowIfNull(clientIds);
        return IdleReason.Common(clientId, queues.Count, clientIds) ?? IdleReason.MoreConsumersThanQueuesNearby;
    }

    private string RoomOf(MessageQueue queue) => Known(roomOfQueue(queue), $"queue {queue}");

    private string RoomOf(string clientId) => Known(roomOfClient(clientId), $"client {clientId}");

    private static string Known(string? room, string what) =>
        string.IsNullOrEmpty(room) ? throw new ArgumentException($"The machine room of the {what} is not known.") : room;
}
