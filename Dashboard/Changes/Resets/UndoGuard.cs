using System.Globalization;
using System.Text.Json;
using Dashboard.Changes.Audit;
using Engine.Protocol;

namespace Dashboard.Changes.Resets;

/// <summary>
/// Whether somebody else touched the queues of a reset since (pure): takes what the audit holds after it, in its order. What was undone
/// itself since counts no more; what is not known to have ended counts as having touched all queues that it may have touched.
/// </summary>
internal sealed class UndoGuard(AuditRecord reset)
{
    private const string TopicDelete = AuditActions.TopicDelete;
    private const string GroupDelete = AuditActions.GroupDelete;
    private const string Import = AuditActions.OffsetsImport;

    private readonly Dictionary<MessageQueue, Stack<long>> _touches = reset.Rows
        .Where(row => row.Error is null)
        .Select(UndoPlanner.QueueOf)
        .Distinct()
        .ToDictionary(queue => queue, _ => new Stack<long>());

    private readonly Dictionary<MessageQueue, long> _restored = [];
    private readonly Dictionary<MessageQueue, DateTimeOffset> _lastKnown = [];
    private readonly HashSet<long> _unknown = [];
    private UndoRefusal? _gone;

    /// <summary>Actions that count.</summary>
    public static IReadOnlyList<string> Actions { get; } = [ResetActions.Reset, ResetActions.Undo, Import, TopicDelete, GroupDelete];

    /// <summary>Whether the queue was restored by an earlier undo of the reset.</summary>
    public bool IsRestored(MessageQueue queue) => _restored.ContainsKey(queue);

    /// <summary>When the console last set the queue's offset.</summary>
    public DateTimeOffset? LastSetAt(MessageQueue queue) => _lastKnown.TryGetValue(queue, out var at) ? at : reset.DoneAt;

    /// <summary>Takes a later entry.</summary>
    public void Take(AuditRecord later)
    {
        if (later.Outcome == AuditRecord.Refused)
        {
            return;
        }

        switch (later.Action)
        {
            case TopicDelete:
                Touch(_touches.Keys.Where(queue => queue.Topic == later.Subject), later);
                break;
            case GroupDelete when later.Subject == reset.Subject:
                _gone = new UndoRefusal(
                    later.IsEndUnknown ? UndoRefusalKind.GroupMayBeDeleted : UndoRefusalKind.GroupDeleted, later.Id);
                break;
            case ResetActions.Reset or ResetActions.Undo when later.Subject == reset.Subject:
                Touch(later.IsEndUnknown ? _touches.Keys : later.Rows.Where(IsSet).Select(UndoPlanner.QueueOf), later);
                break;
            case Import when later.IsEndUnknown:
                Touch(_touches.Keys.Where(queue => queue.BrokerName == later.Subject), later);
                break;
            case Import:
                Touch(later.Rows.Where(row => row.Group == reset.Subject && MayBeSet(row)).Select(UndoPlanner.QueueOf), later);
                break;
        }
    }

    /// <summary>Why the reset cannot be undone; null when it can.</summary>
    public UndoRefusal? Refusal()
    {
        if (_touches.Count == 0)
        {
            return new UndoRefusal(UndoRefusalKind.NothingSet);
        }

        if (_gone is not null)
        {
            return _gone;
        }

        var touched = _touches.Where(one => one.Value.Count > 0).ToList();
        if (touched.Count > 0)
        {
            var (queue, by) = (touched[0].Key, touched[0].Value.Peek());
            var kind = _unknown.Contains(by) ? UndoRefusalKind.MayBeTouched : UndoRefusalKind.Touched;
            return new UndoRefusal(kind, by, queue, touched.Count - 1);
        }

        return _restored.Count == _touches.Count ? new UndoRefusal(UndoRefusalKind.UndoneAlready, _restored.Values.Max()) : null;
    }

    private static bool IsSet(AuditRow row) => row.Error is null && MayBeSet(row);

    /// <summary>An import whose end at a group is not known names both an error and where the queue was to go.</summary>
    private static bool MayBeSet(AuditRow row) => row.After is not null;

    private void Touch(IEnumerable<MessageQueue> queues, AuditRecord later)
    {
        var undone = later is { Action: ResetActions.Undo, IsEndUnknown: false } ? UndoneBy(later) : (long?)null;
        if (later.IsEndUnknown)
        {
            _unknown.Add(later.Id);
        }

        foreach (var queue in queues.Where(_touches.ContainsKey).ToList())
        {
            _lastKnown[queue] = later.DoneAt ?? later.At;
            _restored.Remove(queue);
            var touches = _touches[queue];
            if (undone is not null && touches.TryPeek(out var last) && last == undone)
            {
                touches.Pop();
            }
            else if (undone == reset.Id && touches.Count == 0)
            {
                _restored[queue] = later.Id;
            }
            else
            {
                touches.Push(later.Id);
            }
        }
    }

    private static long UndoneBy(AuditRecord undo)
    {
        using var request = JsonDocument.Parse(undo.Request);
        return long.Parse(request.RootElement.GetProperty(ResetUndo.RequestField).GetString()!, CultureInfo.InvariantCulture);
    }
}
