using Engine.Protocol;

namespace Dashboard.Changes.Resets;

/// <summary>
/// When each queue of a group was last reset from here; at most 10,000 queues. When full it forgets the oldest, and calls
/// everything older than what it forgot reset, so that a guard never lets pass what it cannot know.
/// </summary>
internal sealed class ResetHistory(TimeProvider timeProvider)
{
    public const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Cluster, string Group, MessageQueue Queue), LinkedListNode<Reset>> _resets = [];
    private readonly LinkedList<Reset> _byAge = [];
    private DateTimeOffset _forgottenUntil = DateTimeOffset.MinValue;

    public void Note(string cluster, string group, MessageQueue queue)
    {
        lock (_lock)
        {
            if (_resets.Remove((cluster, group, queue), out var before))
            {
                _byAge.Remove(before);
            }

            _resets[(cluster, group, queue)] = _byAge.AddLast(new Reset((cluster, group, queue), timeProvider.GetUtcNow()));
            if (_resets.Count > Capacity)
            {
                var oldest = _byAge.First!.Value;
                _byAge.RemoveFirst();
                _resets.Remove(oldest.Key);
                _forgottenUntil = oldest.At;
            }
        }
    }

    public bool ResetSince(string cluster, string group, MessageQueue queue, DateTimeOffset time)
    {
        lock (_lock)
        {
            return _resets.TryGetValue((cluster, group, queue), out var reset) ? reset.Value.At >= time : time <= _forgottenUntil;
        }
    }

    private readonly record struct Reset((string Cluster, string Group, MessageQueue Queue) Key, DateTimeOffset At);
}
