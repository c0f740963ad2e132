using System.Collections.Concurrent;
using Engine.Protocol;

namespace Engine.Admin.Foreign;

/// <summary>
/// Resets that were made from here, as a foreign broker does not tell of any. Members that move themselves do it some ten seconds after
/// they were told: the reset counts from the moment at which the moved offset is seen. Notes are dropped after 10 minutes.
/// </summary>
internal sealed class ResetNotes(TimeProvider timeProvider)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Group, MessageQueue Queue), Note> _notes = new();

    /// <param name="group">The group.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="before">Its offset before; null when it had none.</param>
    /// <param name="target">The offset that was set.</param>
    public void Add(string group, MessageQueue queue, long? before, long target)
    {
        foreach (var (key, note) in _notes)
        {
            if (timeProvider.GetUtcNow() - note.At > Kept)
            {
                _notes.TryRemove(key, out _);
            }
        }

        _notes[(group, queue)] = new Note(timeProvider.GetUtcNow(), before, target, IsSeen: before is null || before == target);
    }

    /// <summary>When the group was last reset on the queue, seen that its offset is this one now; null when nothing is known.</summary>
    public DateTimeOffset? Find(string group, MessageQueue queue, long? offset)
    {
        if (!_notes.TryGetValue((group, queue), out var note))
        {
            return null;
        }

        if (!note.IsSeen && (note.Target < note.Before ? offset < note.Before : offset >= note.Target))
        {
            var seen = note with { At = timeProvider.GetUtcNow(), IsSeen = true };
            _notes.TryUpdate((group, queue), seen, note);
            return seen.At;
        }

        return note.At;
    }

    private sealed record Note(DateTimeOffset At, long? Before, long Target, bool IsSeen);
}
