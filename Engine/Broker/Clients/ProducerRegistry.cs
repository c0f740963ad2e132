using System.Collections.Immutable;
using Engine.Protocol.Bodies;
using Engine.Remoting.Connections;

namespace Engine.Broker.Clients;

/// <summary>Who produces now, by heartbeats (B7). Mirrors ProducerManager.</summary>
internal sealed class ProducerRegistry(TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private ImmutableDictionary<(string Group, IConnection Connection), ClientChannel> _producers =
        ImmutableDictionary<(string, IConnection), ClientChannel>.Empty;

    private int _picks;

    public IReadOnlyList<ClientChannel> MembersOf(string group) =>
        [.. Volatile.Read(ref _producers).Where(producer => producer.Key.Group == group).Select(producer => producer.Value)];

    /// <summary>One of the producers whose connections are open, another one each time; null when there is none.</summary>
    public ClientChannel? PickMember(string group)
    {
        var open = MembersOf(group).Where(member => member.Connection.IsOpen).ToList();
        return open.Count == 0 ? null : open[(int)((uint)Interlocked.Increment(ref _picks) % (uint)open.Count)];
    }

    /// <summary>A producing client by its id, or null when none of that id is online.</summary>
    public ClientChannel? FindClient(string clientId) =>
        Volatile.Read(ref _producers).Values.FirstOrDefault(client => client.ClientId == clientId && client.Connection.IsOpen);

    /// <summary>Every producer by its group.</summary>
    public ProducerTableBody ToBody() => new()
    {
        Data = Volatile.Read(ref _producers)
            .GroupBy(producer => producer.Key.Group, producer => producer.Value.ToProducerInfo(timeProvider), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<ProducerInfo>)[.. group], StringComparer.Ordinal),
    };

    public void Register(string group, ClientChannel channel)
    {
        lock (_lock)
        {
            Volatile.Write(ref _producers, _producers.SetItem((group, channel.Connection), channel));
        }
    }

    public void Remove(string group, IConnection connection)
    {
        lock (_lock)
        {
            Volatile.Write(ref _producers, _producers.Remove((group, connection)));
        }
    }

    public void Remove(IConnection connection) => RemoveWhere(channel => ReferenceEquals(channel.Connection, connection));

    /// <summary>Removes producers without a heartbeat for longer than the limit.</summary>
    public void RemoveSilent(TimeSpan limit)
    {
        var now = timeProvider.GetTimestamp();
        RemoveWhere(channel => timeProvider.GetElapsedTime(channel.SeenAt, now) > limit);
    }

    private void RemoveWhere(Func<ClientChannel, bool> isGone)
    {
        lock (_lock)
        {
            var gone = _producers.Where(producer => isGone(producer.Value)).Select(producer => producer.Key).ToList();
            Volatile.Write(ref _producers, _producers.RemoveRange(gone));
        }
    }
}
