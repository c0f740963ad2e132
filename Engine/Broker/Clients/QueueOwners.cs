using System.Collections.Concurrent;
using Engine.Broker.Statistics;
using Engine.Remoting.Connections;

namespace Engine.Broker.Clients;

/// <summary>
/// Which member of a group last pulled each queue: in clustering mode the one that owns it. At most one entry per group and queue
/// that is pulled; members that leave take theirs with them.
/// </summary>
internal sealed class QueueOwners(ConsumerRegistry consumers, ChangeVersions changes, TimeProvider timeProvider)
{
    /// <summary>Two who pull a queue in turns do so within the time a pull is held, and a little.</summary>
    private const long ContestMillis = 30_000;

    private readonly ConcurrentDictionary<(string Group, string Topic, int QueueId), QueuePull> _pulls = new();

    /// <summary>Notes a pull; one by somebody who is no member leaves no trace.</summary>
    public void Note(string group, string topic, int queueId, IConnection connection, long? pulledOffset)
    {
        if (consumers.FindMember(group, connection) is not { } member)
        {
            return;
        }

        var now = Now();
        var key = (group, topic, queueId);
        var known = _pulls.GetValueOrDefault(key);
        var isOwner = known is not null && ReferenceEquals(known.Connection, connection);
        if (isOwner && known!.PulledOffset == pulledOffset)
        {
            known.PulledAt = now;
            return;
        }

        var rival = isOwner ? known!.Rival : RivalOf(known, connection, now);
        _pulls[key] = new QueuePull(member.ClientId, connection, pulledOffset, rival) { PulledAt = now };
        if (!isOwner)
        {
            changes.GroupChanged(group);
        }
    }

    /// <summary>Notes the answer to a pull that was held; when another member pulled the queue meanwhile, that one stays.</summary>
    public void NoteHeld(string group, string topic, int queueId, IConnection connection, long? pulledOffset)
    {
        if (_pulls.TryGetValue((group, topic, queueId), out var known) && ReferenceEquals(known.Connection, connection))
        {
            _pulls.TryUpdate((group, topic, queueId), known with { PulledOffset = pulledOffset }, known);
        }
    }

    /// <summary>The last pull, when its member is still one.</summary>
    public QueuePull? Find(string group, string topic, int queueId) =>
        _pulls.TryGetValue((group, topic, queueId), out var pull) && consumers.FindMember(group, pull.Connection) is not null ? pull : null;

    /// <summary>
    /// The member that pulls a queue in turns with its owner, as none but two that both hold it do; null when there is none.
    /// </summary>
    public string? FindRival(string group, QueuePull pull) =>
        pull.Rival is { } rival && Now() - rival.ContestedAt <= ContestMillis
            && rival.ClientId != pull.ClientId && consumers.FindMember(group, rival.Connection) is not null
            ? rival.ClientId
            : null;

    /// <summary>Whether the last pull was another member's than this connection's.</summary>
    public bool IsTakenOver(string group, string topic, int queueId, IConnection connection) =>
        Find(group, topic, queueId) is { } pull && !ReferenceEquals(pull.Connection, connection);

    public void ForgetMember(string group, IConnection connection)
    {
        foreach (var (key, pull) in _pulls)
        {
            if (key.Group == group && ReferenceEquals(pull.Connection, connection))
            {
                _pulls.TryRemove(KeyValuePair.Create(key, pull));
            }
            else if (key.Group == group && ReferenceEquals(pull.Rival?.Connection, connection))
            {
                _pulls.TryUpdate(key, pull with { Rival = null }, pull);
            }
        }
    }

    public void ForgetTopic(string topic)
    {
        foreach (var key in _pulls.Keys.Where(key => key.Topic == topic))
        {
            _pulls.TryRemove(key, out _);
        }
    }

    private static QueueRival? RivalOf(QueuePull? known, IConnection connection, long now) => known is null
        ? null
        : new QueueRival(known.ClientId, known.Connection, ReferenceEquals(known.Rival?.Connection, connection) ? now : null);

    private long Now() => timeProvider.GetUtcNow().ToUnixTimeMilliseconds();
}
