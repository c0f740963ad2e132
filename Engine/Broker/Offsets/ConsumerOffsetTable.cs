using System.Collections.Concurrent;
using Engine.Broker.Statistics;
using Engine.Protocol.Bodies;
using Microsoft.Extensions.Logging;

namespace Engine.Broker.Offsets;

/// <summary>
/// How far each group has consumed (B2): group → topic → queue id → offset, with the resets that online members have still to
/// take over (H4). Mirrors ConsumerOffsetManager.
/// </summary>
internal sealed partial class ConsumerOffsetTable(
    ChangeVersions changes, TimeProvider timeProvider, ILogger logger, Func<string, int, long?>? endOf = null) : ISavedTable
{
    private const char TopicEnd = '@';

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, TopicOffsets>> _groups = new(StringComparer.Ordinal);
    private readonly EmptiedQueues _emptied = new();
    private readonly CommitsAboveEnd _aboveEnd = new();
    private long _version;

    /// <summary>Grows with every change, for who saves the table only when it changed.</summary>
    public long Version => Interlocked.Read(ref _version);

    public IEnumerable<string> Groups => _groups.Keys;

    /// <summary>Stores an offset, a lower one too. While a reset is pending, only its own value is taken, and ends it.</summary>
    public CommitOutcome Commit(string group, string topic, int queueId, long offset, string client) =>
        Commit(group, topic, queueId, offset, onlyRaise: false, client);

    /// <summary>
    /// Stores an offset unless a higher one is stored: when a queue changes hands, its next member may begin before the last report of the
    /// one before, and would undo that one. Otherwise as <see cref="Commit(string, string, int, long, string)"/>.
    /// </summary>
    public CommitOutcome Raise(string group, string topic, int queueId, long offset, string client) =>
        Commit(group, topic, queueId, offset, onlyRaise: true, client);

    public long? Find(string group, string topic, int queueId) => FindEntry(group, topic)?.Find(queueId);

    /// <summary>Sets an offset; pending as long as members have still to take it over.</summary>
    public void Reset(string group, string topic, int queueId, long offset, bool keepPending)
    {
        Entry(group, topic).Reset(queueId, offset, keepPending, Now());
        Changed(group);
    }

    /// <summary>The members were told to reset a queue themselves: a lower offset that they commit now is no surprise.</summary>
    public void NoteReset(string group, string topic, int queueId) => Entry(group, topic).NoteReset(queueId, Now());

    /// <summary>The pending reset of a queue that a pull is to be answered with; it ends with a pull from its offset.</summary>
    public bool TryTellPending(string group, string topic, int queueId, long pulled, out long offset)
    {
        offset = 0;
        return FindEntry(group, topic)?.TryTellPending(queueId, pulled, out offset) ?? false;
    }

    public bool IsPending(string group, string topic, int queueId) => FindEntry(group, topic)?.IsPending(queueId) ?? false;

    /// <summary>Nobody is online any more who would have to take a reset over.</summary>
    public void ClearPending(string group)
    {
        if (_groups.TryGetValue(group, out var topics))
        {
            foreach (var offsets in topics.Values)
            {
                offsets.ClearPending();
            }
        }
    }

    public IEnumerable<string> TopicsOf(string group) => _groups.TryGetValue(group, out var topics) ? topics.Keys : [];

    public IEnumerable<string> GroupsOf(string topic) =>
        _groups.Where(group => group.Value.ContainsKey(topic)).Select(group => group.Key);

    /// <summary>Offsets of a group on a topic by queue id; a copy.</summary>
    public IReadOnlyDictionary<int, long> OfTopic(string group, string topic) => OfTopic(group, topic, out _);

    /// <summary>The same, with what goes with these offsets: the last reset of each queue that this broker saw since its start.</summary>
    /// <param name="group">Group name.</param>
    /// <param name="topic">Topic name.</param>
    /// <param name="resets">Ms since 1970 by queue id; a copy.</param>
    public IReadOnlyDictionary<int, long> OfTopic(string group, string topic, out IReadOnlyDictionary<int, long> resets)
    {
        Dictionary<int, long> at = [];
        var offsets = FindEntry(group, topic)?.ToDictionary(out at) ?? [];
        resets = at;
        return offsets;
    }

    public void RemoveGroup(string group)
    {
        _aboveEnd.ForgetGroup(group);
        if (_groups.TryRemove(group, out _))
        {
            Changed(group);
        }
    }

    /// <summary>Forgets a deleted topic: one made anew under its name begins at 0.</summary>
    public void RemoveTopic(string topic)
    {
        _emptied.Forget(topic);
        _aboveEnd.ForgetTopic(topic);
        foreach (var (group, topics) in _groups)
        {
            if (topics.TryRemove(topic, out _))
            {
                Changed(group);
            }
        }
    }

    /// <summary>
    /// Puts what was saved; a key without a topic and a group is left out. Null when nothing was: then the table counts as changed, so
    /// that its file is there from the first saving on and a missing one tells of a loss.
    /// </summary>
    public void Load(ConsumerOffsetBody? saved)
    {
        if (saved is null)
        {
            Interlocked.Increment(ref _version);
            return;
        }

        foreach (var (group, topic, offsets) in Read(saved))
        {
            TopicsOfEntry(group)[topic] = TopicOffsets.From(offsets);
        }
    }

    /// <summary>
    /// Puts a master's table over this one, as it is: offsets above the ends of a slave's queues too, whose messages are still to come, and
    /// lower ones, of a reset. What the master has no offsets of stays, as in RocketMQ.
    /// </summary>
    public void PutOver(ConsumerOffsetBody master)
    {
        foreach (var (group, topic, offsets) in Read(master))
        {
            if (Entry(group, topic).Replace(offsets))
            {
                Changed(group);
            }
        }
    }

    /// <summary>
    /// Lowers what is above the end of its queue to that end; what it did, by group and topic. A queue of which nothing is left is known
    /// from then on to have had messages: until it has some again, commits are held to its end, 0.
    /// </summary>
    public IReadOnlyList<LoweredOffsets> LowerTo(Func<string, int, long> endOf)
    {
        var all = new List<LoweredOffsets>();
        foreach (var (group, topics) in _groups)
        {
            foreach (var (topic, offsets) in topics)
            {
                if (offsets.LowerTo(queueId => endOf(topic, queueId)) is { Count: > 0 } lowered)
                {
                    _emptied.Note(topic, lowered);
                    all.Add(new LoweredOffsets(group, topic, lowered));
                    Changed(group);
                }
            }
        }

        return all;
    }

    /// <summary>The table as it is saved and answered; a copy.</summary>
    public ConsumerOffsetBody ToBody()
    {
        var table = new Dictionary<string, IReadOnlyDictionary<int, long>>(StringComparer.Ordinal);
        foreach (var (group, topics) in _groups)
        {
            foreach (var (topic, offsets) in topics)
            {
                table[topic + TopicEnd + group] = offsets.ToDictionary();
            }
        }

        return new ConsumerOffsetBody { OffsetTable = table };
    }

    ICommandBody ISavedTable.ToBody() => ToBody();

    private IEnumerable<(string Group, string Topic, IReadOnlyDictionary<int, long> Offsets)> Read(ConsumerOffsetBody body)
    {
        foreach (var (key, offsets) in body.OffsetTable)
        {
            var end = key.IndexOf(TopicEnd, StringComparison.Ordinal);
            if (end <= 0 || end == key.Length - 1)
            {
                LogLeftOut(key);
                continue;
            }

            yield return (key[(end + 1)..], key[..end], offsets);
        }
    }

    private CommitOutcome Commit(string group, string topic, int queueId, long offset, bool onlyRaise, string client)
    {
        // A member from before a loss reports where it was until its next pull corrects it. 4.9 would take that, and what is stored from
        // now on would count as consumed.
        if (EndOf(topic, queueId) is { } end && offset > end)
        {
            TellAboveEnd(group, topic, queueId, offset, end, client);
            return CommitOutcome.AboveEnd;
        }

        _aboveEnd.Forget(group, topic, queueId);
        var outcome = Entry(group, topic).Commit(queueId, offset, onlyRaise, out var previous);
        if (outcome is CommitOutcome.Stored or CommitOutcome.Lowered)
        {
            Changed(group);
        }

        if (outcome == CommitOutcome.Lowered)
        {
            LogLowered(group, topic, queueId, previous, offset, client);
        }
        else if (outcome == CommitOutcome.Behind)
        {
            LogBehind(group, topic, queueId, previous, offset, client);
        }
        else if (outcome == CommitOutcome.Ignored)
        {
            LogIgnored(group, topic, queueId, offset, client);
        }

        return outcome;
    }

    // Null for a queue that never had a message: RocketMQ takes any offset there, as whoever brings offsets before messages needs it.
    private long? EndOf(string topic, int queueId) => endOf?.Invoke(topic, queueId) ?? (_emptied.Has(topic, queueId) ? 0 : null);

    // A paused member reports every 5 s: what was told of its queue is told again only when it was right in between.
    private void TellAboveEnd(string group, string topic, int queueId, long offset, long end, string client)
    {
        switch (_aboveEnd.Note(group, topic, queueId))
        {
            case CommitNotice.New:
                LogAboveEnd(group, topic, queueId, offset, end, client);
                break;
            case CommitNotice.FirstOfTooMany:
                LogManyAboveEnd(CommitsAboveEnd.Capacity);
                break;
        }
    }

    private TopicOffsets? FindEntry(string group, string topic) =>
        _groups.TryGetValue(group, out var topics) ? topics.GetValueOrDefault(topic) : null;

    private TopicOffsets Entry(string group, string topic) =>
        FindEntry(group, topic) ?? TopicsOfEntry(group).GetOrAdd(topic, static _ => new TopicOffsets());

    private ConcurrentDictionary<string, TopicOffsets> TopicsOfEntry(string group) =>
        _groups.GetOrAdd(group, static _ => new ConcurrentDictionary<string, TopicOffsets>(StringComparer.Ordinal));

    private long Now() => timeProvider.GetUtcNow().ToUnixTimeMilliseconds();

    private void Changed(string group)
    {
        Interlocked.Increment(ref _version);
        changes.GroupChanged(group);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "group {Group} went back on {Topic} Q{QueueId} from offset {Previous} to {Offset}, committed by {Client}")]
    private partial void LogLowered(string group, string topic, int queueId, long? previous, long offset, string client);

    [LoggerMessage(
        Level = LogLevel.Debug,
        Message = "group {Group} stays on {Topic} Q{QueueId} at offset {Previous}, above {Offset} that {Client} reported")]
    private partial void LogBehind(string group, string topic, int queueId, long? previous, long offset, string client);

    [LoggerMessage(
        Level = LogLevel.Debug,
        Message = "the commit of {Offset} by {Client} for group {Group} on {Topic} Q{QueueId} was ignored: a reset is pending")]
    private partial void LogIgnored(string group, string topic, int queueId, long offset, string client);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the commit of {Offset} by {Client} for group {Group} on {Topic} Q{QueueId} was left out: the queue ends at {End}; "
            + "told once until a commit is right again")]
    private partial void LogAboveEnd(string group, string topic, int queueId, long offset, long end, string client);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "more than {Count} queues of groups get commits above their ends; those of others are left out without a word each")]
    private partial void LogManyAboveEnd(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the offsets under {Key} were left out: that is no topic@group")]
    private partial void LogLeftOut(string key);
}
