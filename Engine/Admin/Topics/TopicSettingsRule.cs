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
        RequireQueues(settings.Queues);
        if (settings.WriteQueues is { } written)
        {
            RequireWriteQueues(written, settings.Queues);
        }

        RequirePerm(settings.Perm);
        RequireBrokers(settings.Brokers);
    }

    public static void RequireQueues(int queues) => Require(
        queues is >= 1 and <= MostQueues,
        "queues",
        string.Create(CultureInfo.InvariantCulture, $"A topic has 1 to {MostQueues} queues per broker, not {queues}."));

    public static void RequireWriteQueues(int written, int read) => Require(
        written >= 1 && written <= read,
        "writeQueues",
        string.Create(
            CultureInfo.InvariantCulture,
            $"Of {read} queues per broker 1 to {read} are written, not {written}: nobody would read the rest."));

    public static void RequirePerm(int perm) => Require(
        perm is 2 or 4 or 6,
        "perm",
        string.Create(CultureInfo.InvariantCulture, $"Perm is 2 (write), 4 (read) or 6 (both), not {perm}."));

    public static void RequireBrokers(IReadOnlyList<string>? brokers) =>
        Require(brokers is not { Count: 0 }, "brokers", "Name at least one broker, or none at all for every broker.");

    /// <summary>The named brokers, or all.</summary>
    public static IReadOnlyList<BrokerEndpoint> ChooseBrokers(IReadOnlyList<string>? names, IReadOnlyList<BrokerEndpoint> masters)
    {
        var online = string.Join(", ", masters.Select(master => master.Name));
        foreach (var name in names ?? [])
        {
            Require(masters.Any(master => master.Name == name), "brokers", $"There is no broker {name}; online: {online}.");
        }

        return masters.Count == 0
            ? throw new AdminException(AdminErrorKind.Unreachable, "No broker is online.")
            : [.. masters.Where(master => names?.Contains(master.Name) ?? true)];
    }

    private static void Require(bool kept, string field, string rule)
    {
        if (!kept)
        {
            throw new AdminException(AdminErrorKind.InvalidArgument, rule) { Field = field };
        }
    }
}
