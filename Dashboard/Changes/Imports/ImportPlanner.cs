using System.Globalization;
using Engine.Admin.Offsets;
using Engine.Admin.Statistics;
using Engine.Admin.Topics;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;

namespace Dashboard.Changes.Imports;

/// <summary>
/// Offset file × figures → what will happen to each queue (pure). What the file names must be there; an offset outside of what is stored
/// is moved to its nearer end, as the messages beyond it are gone or were never there.
/// </summary>
internal sealed class ImportPlanner
{
    private readonly string _broker;
    private readonly Dictionary<string, IReadOnlyList<TopicQueue>> _topics;
    private readonly Dictionary<string, GroupFigures> _groups;
    private readonly Dictionary<(string Group, MessageQueue Queue), QueueFigures> _queues;
    private readonly List<OffsetFileProblem> _problems = [];

    private ImportPlanner(string broker, ClusterProgress progress)
    {
        _broker = broker;
        _topics = progress.Topics.ToDictionary(
            topic => topic.Name,
            topic => (IReadOnlyList<TopicQueue>)[.. topic.Queues.Where(queue => queue.Broker == broker)],
            StringComparer.Ordinal);
        _groups = progress.Groups.ToDictionary(group => group.Group, StringComparer.Ordinal);
        _queues = progress.Groups
            .SelectMany(group => group.Queues, (group, queue) => (group.Group, Figures: queue))
            .Where(found => found.Figures.Queue.BrokerName == broker)
            .ToDictionary(found => (found.Group, found.Figures.Queue), found => found.Figures);
    }

    /// <summary>The plan; a file that names what is not there is an <see cref="OffsetFileException"/> with every such entry.</summary>
    public static ImportPlan Plan(string cluster, string broker, OffsetFile file, ClusterProgress progress)
    {
        var planner = new ImportPlanner(broker, progress);
        var rows = file.Offsets.Select(planner.Row).OfType<ImportPlanRow>().ToList();
        if (planner._problems.Count > 0)
        {
            throw new OffsetFileException([.. planner._problems.Distinct()]);
        }

        var groups = rows.Where(row => row.Step == ImportStep.Set).Select(row => row.Group).ToHashSet(StringComparer.Ordinal);
        return new ImportPlan(
            cluster,
            broker,
            file,
            rows,
            groups.Where(planner.IsOnline).ToHashSet(StringComparer.Ordinal),
            groups.Where(group => !planner._groups.ContainsKey(group)).ToHashSet(StringComparer.Ordinal),
            progress.SampledAt);
    }

    private bool IsOnline(string group) => _groups.GetValueOrDefault(group) is { Members.Count: > 0 };

    /// <summary>Null when the entry is at fault.</summary>
    private ImportPlanRow? Row(StoredOffset offset)
    {
        var queue = new MessageQueue(offset.Topic, _broker, offset.QueueId);
        if (GroupNames.IsSystem(offset.Group))
        {
            return Kept(offset, queue, new ImportNote(ImportNoteKind.OwnGroup));
        }

        if (_topics.GetValueOrDefault(offset.Topic) is not { Count: > 0 } queues)
        {
            return TopicNames.IsRetry(offset.Topic)
                ? Kept(offset, queue, new ImportNote(ImportNoteKind.NoRetryTopic))
                : NoTopic(offset);
        }

        return queues.FirstOrDefault(found => found.QueueId == offset.QueueId) is { } bounds
            ? Row(offset, queue, bounds)
            : NoQueue(offset, queues.Count);
    }

    private ImportPlanRow Row(StoredOffset offset, MessageQueue queue, TopicQueue bounds)
    {
        var (now, group) = (NowOf(offset.Group, queue), _groups.GetValueOrDefault(offset.Group));
        var target = Math.Clamp(offset.Offset, bounds.MinOffset, bounds.MaxOffset);
        var lag = bounds.MaxOffset - target;
        if (group is { Model: MessageModel.Broadcasting })
        {
            return new ImportPlanRow(offset.Group, queue, now, target, lag, ImportStep.Refuse, new ImportNote(ImportNoteKind.Broadcasting));
        }

        // A member may be ahead of what it committed: only an offline group's offset is sure to stay where it is.
        var stays = now == target && !IsOnline(offset.Group);
        var note = Clamped(offset.Offset, target, bounds) ?? (group is null ? new ImportNote(ImportNoteKind.NewGroup)
            : now is null ? new ImportNote(ImportNoteKind.NoOffset)
            : null);
        return new ImportPlanRow(offset.Group, queue, now, target, lag, stays ? ImportStep.Keep : ImportStep.Set, note)
        {
            First = bounds.MinOffset,
            ResetAt = _queues.GetValueOrDefault((offset.Group, queue))?.ResetAt,
        };
    }

    private ImportPlanRow Kept(StoredOffset offset, MessageQueue queue, ImportNote note)
    {
        var now = NowOf(offset.Group, queue);
        return new ImportPlanRow(offset.Group, queue, now, now ?? offset.Offset, null, ImportStep.Keep, note);
    }

    private long? NowOf(string group, MessageQueue queue) => _queues.GetValueOrDefault((group, queue))?.ConsumerOffset;

    private static ImportNote? Clamped(long wish, long target, TopicQueue bounds) =>
        wish == target ? null
        : target == bounds.MinOffset ? new ImportNote(ImportNoteKind.BelowStart, wish, target)
        : new ImportNote(ImportNoteKind.BeyondEnd, wish, target);

    private ImportPlanRow? NoTopic(StoredOffset offset) => Fault(
        $"offsetTable.{offset.Key}",
        $"topic '{offset.Topic}' does not exist on {_broker}; create it there, or take the entry out of the file.");

    private ImportPlanRow? NoQueue(StoredOffset offset, int queues) => Fault(
        string.Create(CultureInfo.InvariantCulture, $"offsetTable.{offset.Key}.{offset.QueueId}"),
        string.Create(
            CultureInfo.InvariantCulture,
            $"topic '{offset.Topic}' has the queues 0 to {queues - 1} on {_broker}; give it more, or take the queue out of the file."));

    private ImportPlanRow? Fault(string entry, string text)
    {
        _problems.Add(new OffsetFileProblem(entry, text));
        return null;
    }
}
