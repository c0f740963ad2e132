using Engine.Broker.Clients;
using Engine.Broker.Groups;
using Engine.Broker.Offsets;
using Engine.Protocol.Messages;

namespace Engine.Broker.Statistics;

/// <summary>Names of the groups there is something to say about: configured by somebody, with offsets, or online.</summary>
internal sealed class GroupNamesReader(SubscriptionGroupTable groups, ConsumerOffsetTable offsets, ConsumerRegistry consumers)
{
    /// <summary>In ordinal order.</summary>
    public IReadOnlyCollection<string> All()
    {
        var names = new SortedSet<string>(groups.Names.Where(name => !GroupNames.IsSystem(name)), StringComparer.Ordinal);
        names.UnionWith(offsets.Groups.Where(name => !GroupNames.IsSystem(name)));
        names.UnionWith(consumers.All.Select(group => group.Name));
        return names;
    }
}
