using System.Globalization;
using Dashboard.Figures.Sampling;

namespace Dashboard.Figures.History;

/// <summary>What the last samples said of one group's members, owners and resets. Not safe for many threads.</summary>
internal sealed class GroupMemory(string cluster, string group)
{
    private const int MostDetails = 20;

    /// <summary>A reset of a queue that was not known before counts when it is this new.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(10);

    private readonly Dictionary<(string Topic, string Broker, int QueueId), QueueMemory> _queues = [];
    private HashSet<string> _members = new(StringComparer.Ordinal);

    internal void Next(GroupSnapshot now, bool isWhole, List<TimelineEvent> events)
    {
        CompareMembers(now, isWhole, events);
        var moved = new List<string>();
        var reset = new List<string>();
        DateTimeOffset? resetAt = null;
        foreach (var row in now.Queues)
        {
            var key = (row.Topic, row.Broker, row.QueueId);
            var before = _queues.GetValueOrDefault(key);
            if (before is { Owner: { } owner } && row.Owner is { } next && owner != next)
                moved.Add(Line(row, owner, next));

            if (row.ResetAt is { } at && at != before?.ResetAt && (before is not null || at > now.SampledAt - Recent))
            {
                reset.Add(Line(row, Text(before?.ConsumerOffset), Text(row.ConsumerOffset)));
                resetAt = at > resetAt ? at : resetAt ?? at;
            }

            _queues[key] = new QueueMemory(row.Owner ?? before?.Owner, row.ResetAt ?? before?.ResetAt, row.ConsumerOffset);
        }

        if (moved.Count > 0)
            events.Add(Event(now.SampledAt, TimelineKind.Rebalanced, string.Empty, moved.Count, moved));

        if (resetAt is { } last)
            events.Add(Event(last, TimelineKind.Reset, string.Empty, reset.Count, reset));

        ForgetGone(now, isWhole);
    }

    /// <summary>The group is gone.</summary>
    internal void LeaveAll(DateTimeOffset at, List<TimelineEvent> events)
    {
        foreach (var member in _members)
            events.Add(Event(at, TimelineKind.Left, member, 0, []));
    }

    private void CompareMembers(GroupSnapshot now, bool isWhole, List<TimelineEvent> events)
    {
        var members = now.Members.Select(member => member.ClientId).ToHashSet(StringComparer.Ordinal);
        if (!isWhole)
            members.UnionWith(_members);

        foreach (var joined in members.Where(member => !_members.Contains(member)))
            events.Add(Event(now.SampledAt, TimelineKind.Joined, joined, members.Count, []));

        foreach (var left in _members.Where(member => !members.Contains(member)))
            events.Add(Event(now.SampledAt, TimelineKind.Left, left, members.Count, []));

        _members = members;
    }

    private void ForgetGone(GroupSnapshot now, bool isWhole)
    {
        if (!isWhole || _queues.Count == now.Queues.Count)
            return;

        var there = now.Queues.Select(row => (row.Topic, row.Broker, row.QueueId)).ToHashSet();
        foreach (var gone in _queues.Keys.Where(key => !there.Contains(key)).ToArray())
            _queues.Remove(gone);
    }

    private static string Line(QueueRow row, string before, string after) =>
        $"{row.Topic} {row.Broker} Q{row.QueueId.ToString(CultureInfo.InvariantCulture)}: {before} → {after}";

    private static string Text(long? offset) => offset?.ToString(CultureInfo.InvariantCulture) ?? "—";

    private TimelineEvent Event(DateTimeOffset at, TimelineKind kind, string subject, int count, List<string> details) =>
        new(at, cluster, group, kind, subject, count, [.. details.Take(MostDetails)]);

    private sealed record QueueMemory(string? Owner, DateTimeOffset? ResetAt, long? ConsumerOffset);
}
