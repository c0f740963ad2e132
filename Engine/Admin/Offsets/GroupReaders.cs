using Engine.Admin.Clusters;
using Engine.Protocol.Bodies;

namespace Engine.Admin.Offsets;

/// <summary>Whether online members read a topic and so report offsets of their own for it: pure.</summary>
internal sealed class GroupReaders
{
    private readonly bool _hasMembers;
    private readonly HashSet<string> _topics;

    public GroupReaders(string group, IEnumerable<BrokerOutcome<QueueProgressBody>> outcomes)
    {
        var parts = outcomes.SelectMany(outcome => outcome.Value?.Groups ?? []).Where(part => part.Group == group).ToList();
        _hasMembers = parts.Any(part => part.Members.Count > 0);
        _topics = parts.SelectMany(part => part.Subscriptions).Select(one => one.Topic).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Members that subscribe nothing may read anything.</summary>
    public bool Read(string topic) => _hasMembers && (_topics.Count == 0 || _topics.Contains(topic));
}
