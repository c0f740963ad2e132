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
    private readonly Dictionary<(string Cluster, string Group, MessageQueue Queue), DateTimeOffset> _resets = [];
    private DateTimeOffset _forgottenUntil = DateTimeOffset.MinValue;

    public void Note(string cluster, string group, MessageQueue queue)
    {
        lock (_lock)
        {
            _resets[(cluster, group, queue)] = timeProvider.GetUtcNow();
            if (_resets.Count > Capacity)
            {
                var oldest = _resets.MinBy(pair => pair.Value);
                _resets.Remove(oldest.Key);
                _forgottenUntil = oldest.Value;
            }
        }
    }

    public bool ResetSince(string cluster, string group, MessageQueue queue, DateTimeOffset time)
    {
        lock (_lock)
        {
            return _resets.TryGetValue((cluster, group, queue), out var at) ? at >= time : time <= _forgottenUntil;
        }
    }
}
