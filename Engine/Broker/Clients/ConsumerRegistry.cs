using System.Collections.Concurrent;
using System.Collections.Immutable;
using Engine.Broker.Statistics;
using Engine.Protocol.Bodies;
using Engine.Remoting.Connections;

namespace Engine.Broker.Clients;

/// <summary>Who consumes now, by heartbeats (B7). Mirrors ConsumerManager.</summary>
internal sealed class ConsumerRegistry(TimeProvider timeProvider, ChangeVersions changes)
{
    private readonly Lock _lock = new();

    /// <summary>As many as groups that had members since the start and were not deleted.</summary>
    private readonly ConcurrentDictionary<string, long> _changedAt = new(StringComparer.Ordinal);

    private ImmutableDictionary<string, ConsumerGroup> _groups = ImmutableDictionary.Create<string, ConsumerGroup>(StringComparer.Ordinal);

    /// <summary>Groups with at least one member.</summary>
    public IEnumerable<ConsumerGroup> All => Volatile.Read(ref _groups).Values;

    /// <summary>The group's online members, or null when it is offline.</summary>
    public ConsumerGroup? Find(string group) => Volatile.Read(ref _groups).GetValueOrDefault(group);

    public ClientChannel? FindMember(string group, IConnection connection) => Find(group)?.Members.GetValueOrDefault(connection);

    /// <summary>A member by its id, or null when none of that id is online.</summary>
    public ClientChannel? FindMember(string group, string clientId) =>
        Find(group)?.Members.Values.FirstOrDefault(member => member.ClientId == clientId);

    /// <summary>Ms since 1970 of the last change of a group's members; null when none was seen.</summary>
    public long? MembersChangedAt(string group) => _changedAt.TryGetValue(group, out var at) ? at : null;

    /// <summary>Takes a heartbeat; true when the members must hear of it.</summary>
    public bool Register(ConsumerData data, ClientChannel channel)
    {
        bool changed;
        lock (_lock)
        {
            var group = (Find(data.GroupName) ?? ConsumerGroup.From(data)).With(data, channel, out changed);
            Volatile.Write(ref _groups, _groups.SetItem(group.Name, group));
        }

        if (changed)
        {
            Changed(data.GroupName);
        }

        return changed;
    }

    /// <summary>Takes a member out of one group; false when it was none.</summary>
    public bool Remove(string group, IConnection connection)
    {
        lock (_lock)
        {
            if (FindMember(group, connection) is null)
            {
                return false;
            }

            var left = _groups[group].Without(connection);
            Volatile.Write(ref _groups, left.Members.IsEmpty ? _groups.Remove(group) : _groups.SetItem(group, left));
        }

        Changed(group);
        return true;
    }

    /// <summary>Groups a connection is a member of.</summary>
    public IReadOnlyList<string> GroupsOf(IConnection connection) =>
        [.. All.Where(group => group.Members.ContainsKey(connection)).Select(group => group.Name)];

    /// <summary>Members without a heartbeat for longer than the limit.</summary>
    public IReadOnlyList<ClientChannel> FindSilent(TimeSpan limit)
    {
        // Before the members are read: else one whose heartbeat comes between is judged by its last one and a later time.
        var now = timeProvider.GetTimestamp();
        return [.. All.SelectMany(group => group.Members.Values).Where(member => timeProvider.GetElapsedTime(member.SeenAt, now) > limit)];
    }

    /// <summary>Who is online of a group, with the times of their last heartbeats.</summary>
    public IReadOnlyList<GroupMember> MembersOf(ConsumerGroup group) =>
        [.. group.Members.Values.Select(member => member.ToGroupMember(timeProvider))];

    /// <summary>The group was deleted.</summary>
    public void Forget(string group) => _changedAt.TryRemove(group, out _);

    private void Changed(string group)
    {
        _changedAt[group] = timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        changes.GroupChanged(group);
    }
}
