using Engine.Broker.Groups;
using Engine.Broker.Offsets;
using Engine.Protocol.Bodies;
using Engine.Remoting.Connections;

namespace Engine.Broker.Clients;

/// <summary>Members come and go: the others are told, and what only the one who left knew is forgotten (B7).</summary>
internal sealed class GroupMembership(
    ConsumerRegistry consumers, SubscriptionGroupTable groups, ConsumerOffsetTable offsets, QueueOwners owners, MemberNotifier notifier)
{
    /// <summary>Takes a heartbeat. Members have heard of a change when this completes, the sender too.</summary>
    public async ValueTask JoinAsync(ConsumerData data, ClientChannel channel, CancellationToken cancellationToken)
    {
        if (consumers.Register(data, channel) && IsTold(data.GroupName))
        {
            await notifier.TellChangedAsync(data.GroupName, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A member says that it leaves (E6).</summary>
    public async ValueTask LeaveAsync(string group, IConnection connection, CancellationToken cancellationToken)
    {
        if (Remove(group, connection) && IsTold(group))
        {
            await notifier.TellChangedAsync(group, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A connection is gone; the groups whose remaining members are to be told.</summary>
    public IReadOnlyList<string> Drop(IConnection connection) =>
        [.. consumers.GroupsOf(connection).Where(group => Remove(group, connection))];

    public Task TellAsync(string group, CancellationToken cancellationToken) => notifier.TellChangedAsync(group, cancellationToken);

    private bool Remove(string group, IConnection connection)
    {
        if (!consumers.Remove(group, connection))
        {
            return false;
        }

        owners.ForgetMember(group, connection);
        if (consumers.Find(group) is null)
        {
            offsets.ClearPending(group);
        }

        return true;
    }

    private bool IsTold(string group) => groups.Find(group)?.NotifyConsumerIdsChangedEnable ?? true;
}
