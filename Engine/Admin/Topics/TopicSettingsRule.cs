using System.Globalization;
using Engine.Admin.Clusters;

namespace Engine.Admin.Topics;

/// <summary>What a topic may look like; a breach is <see cref="AdminErrorKind.InvalidArgument"/> with the field and the rule.</summary>
internal static class TopicSettingsRule
{
    private const int MostQueues = 1024;

    public static void Require(TopicSettings settings)
    {
        AdminNames.RequireOwnTopic(settings.Name, "name");
        Require(
            settings.Queues is >= 1 and <= MostQueues,
            "queues",
            string.Create(CultureInfo.InvariantCulture, $"A topic has 1 to {MostQueues} queues per broker, not {settings.Queues}."));
        Require(
            settings.WriteQueues is not { } written || (written >= 1 && written <= settings.Queues),
            "writeQueues",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Of {settings.Queues} queues per broker 1 to {settings.Queues} are written, not {settings.WriteQueues}: "
                + $"nobody would read the rest."));
        Require(
            settings.Perm is 2 or 4 or 6,
            "perm",
            string.Create(CultureInfo.InvariantCulture, $"Perm is 2 (write), 4 (read) or 6 (both), not {settings.Perm}."));
        Require(settings.Brokers is not { Count: 0 }, "brokers", "Name at least one broker, or none at all for every broker.");
    }

    /// <summary>The named brokers, or all.</summary>
    public static IReadOnlyList<BrokerEndpoint> ChooseBrokers(TopicSettings settings, IReadOnlyList<BrokerEndpoint> masters)
    {
        var online = string.Join(", ", masters.Select(master => master.Name));
        foreach (var name in settings.Brokers ?? [])
        {
            Require(masters.Any(master => master.Name == name), "brokers", $"There is no broker {name}; online: {online}.");
        }

        return masters.Count == 0
            ? throw new AdminException(AdminErrorKind.Unreachable, "No broker is online.")
            : [.. masters.Where(master => settings.Brokers?.Contains(master.Name) ?? true)];
    }

    private static void Require(bool kept, string field, string rule)
    {
        if (!kept)
        {
            throw new AdminException(AdminErrorKind.InvalidArgument, rule) { Field = field };
        }
    }
}
