using Dashboard.Components.Layout;

namespace Dashboard.Components.Sharing;

/// <summary>The REST paths that say what a page shows, relative to the console's base; names are escaped.</summary>
internal static class RestTwins
{
    private const string Root = "api/v1/";

    public static string Clusters { get; } = $"{Root}clusters";

    public static string Nodes(string cluster) => $"{Root}{PageLinks.Cluster(cluster)}/nodes";

    public static string Groups(string cluster) => Root + PageLinks.Groups(cluster);

    public static string Topics(string cluster, string type) => PageQuery.With(Root + PageLinks.Topics(cluster), ("type", type));

    public static string Topic(string cluster, string topic) => Root + PageLinks.Topic(cluster, topic);

    public static string Clients(string cluster) => Root + PageLinks.Clients(cluster);

    public static string Messages(string cluster) => Root + PageLinks.Messages(cluster);

    /// <summary>The groups that have dead letters, or those of one.</summary>
    public static string DeadLetters(string cluster, string? group) => group is null
        ? $"{Root}{PageLinks.DeadLetters(cluster)}/groups"
        : PageQuery.With(Root + PageLinks.DeadLetters(cluster), ("group", group));

    /// <summary>What a tab of a group's page shows, with what the tab keeps in its address.</summary>
    public static string Group(string cluster, string group, string tab, string uri)
    {
        var path = Root + PageLinks.Group(cluster, group);
        return tab switch
        {
            "members" or "subscriptions" or "config" => $"{path}/{tab}",
            "messages" => Message(cluster, uri) ?? $"{path}/queues",
            "timeline" => PageQuery.With($"{path}/timeline", ("kind", KindOf(uri))),
            "history" => PageQuery.With($"{path}/history", ("topic", PageQuery.Get(uri, "topic"))),
            _ => PageQuery.With($"{path}/queues", ("topic", PageQuery.Get(uri, "topic"))),
        };
    }

    private static string? KindOf(string uri) =>
        PageQuery.Get(uri, "kind") is { } kind ? char.ToLowerInvariant(kind[0]) + kind[1..] : null;

    private static string? Message(string cluster, string uri) => PageQuery.Get(uri, "offset") is null ? null
        : PageQuery.With(
            Messages(cluster),
            ("topic", PageQuery.Get(uri, "topic")),
            ("broker", PageQuery.Get(uri, "broker")),
            ("queueId", PageQuery.Get(uri, "queue")),
            ("offset", PageQuery.Get(uri, "offset")));
}
