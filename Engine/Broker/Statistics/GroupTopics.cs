using Engine.Broker.Clients;
using Engine.Broker.Offsets;
using Engine.Broker.Topics;

namespace Engine.Broker.Statistics;

/// <summary>
/// Which topics of this broker a group consumes: those with stored offsets and those its online members subscribe, as far as they exist.
/// </summary>
internal sealed class GroupTopics(TopicTable topics, ConsumerOffsetTable offsets, ConsumerRegistry consumers)
{
    /// <summary>In ordinal order.</summary>
    public IReadOnlyList<string> Of(string group) => [.. Named(group).Where(topic => topics.Find(topic) is not null)];

    /// <summary>Those that do not exist here too: they may be made any time.</summary>
    public IReadOnlyCollection<string> Named(string group)
    {
        var found = new SortedSet<string>(offsets.TopicsOf(group), StringComparer.Ordinal);
        if (consumers.Find(group) is { } online)
        {
            found.UnionWith(online.Subscriptions.Keys);
        }

        return found;
    }

    /// <summary>Groups that consume a topic, in ordinal order.</summary>
    public IReadOnlyList<string> GroupsOf(string topic)
    {
        var found = new SortedSet<string>(offsets.GroupsOf(topic), StringComparer.Ordinal);
        found.UnionWith(consumers.All.Where(group => group.Subscriptions.ContainsKey(topic)).Select(group => group.Name));
        return [.. found];
    }
}
