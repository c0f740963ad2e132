using Engine.Protocol;

namespace Dashboard.Components.Layout;

/// <summary>Addresses of the pages, relative to the console's base; names are escaped.</summary>
internal static class PageLinks
{
    public const string Overview = "";
    public const string Demo = "demo";
    public const string Audit = "audit";
    public const string WhatIf = "what-if";
    public const string Settings = "settings";

    private const string ClusterPrefix = "clusters/";

    public static string OverviewOf(string cluster) => $"?cluster={Uri.EscapeDataString(cluster)}";

    public static string Cluster(string cluster) => Of(cluster);

    public static string Groups(string cluster) => $"{Of(cluster)}/groups";

    public static string Group(string cluster, string group) => $"{Groups(cluster)}/{Uri.EscapeDataString(group)}";

    /// <summary>A tab of a group's page; that of the queues has the bare address.</summary>
    public static string GroupTab(string cluster, string group, string tab) =>
        tab == "queues" ? Group(cluster, group) : $"{Group(cluster, group)}?tab={tab}";

    public static string Topics(string cluster) => $"{Of(cluster)}/topics";

    public static string Topic(string cluster, string topic) => $"{Topics(cluster)}/{Uri.EscapeDataString(topic)}";

    public static string Members(string cluster, string group) => $"{Group(cluster, group)}?tab=members";

    public static string Clients(string cluster) => $"{Of(cluster)}/clients";

    public static string Messages(string cluster) => $"{Of(cluster)}/messages";

    /// <summary>The tab of a group that shows the message at an offset of a queue.</summary>
    public static string MessagesOf(string cluster, string group, MessageQueue queue) =>
        $"{Group(cluster, group)}?tab=messages&topic={Uri.EscapeDataString(queue.Topic)}"
        + $"&broker={Uri.EscapeDataString(queue.BrokerName)}&queue={queue.QueueId}";

    /// <summary>A message's body as a download.</summary>
    public static string MessageBody(string cluster, MessageQueue queue, long offset) =>
        $"api/v1/{Messages(cluster)}/body?topic={Uri.EscapeDataString(queue.Topic)}"
        + $"&broker={Uri.EscapeDataString(queue.BrokerName)}&queueId={queue.QueueId}&offset={offset}";

    public static string DeadLetters(string cluster) => $"{Of(cluster)}/dead-letters";

    public static string DeadLettersOf(string cluster, string group) => $"{DeadLetters(cluster)}?group={Uri.EscapeDataString(group)}";

    /// <summary>The audit's entries of one group's resets.</summary>
    public static string AuditOf(string cluster, string subject) =>
        $"{Audit}?cluster={Uri.EscapeDataString(cluster)}&q={Uri.EscapeDataString(subject)}";

    /// <summary>The REST export of a group's dead letters.</summary>
    public static string DeadLetterExport(string cluster, string group, string format) =>
        $"api/v1/{DeadLetters(cluster)}/export?group={Uri.EscapeDataString(group)}&format={format}";

    /// <summary>The REST export of a broker's consumerOffset.json.</summary>
    public static string Offsets(string cluster, string broker) =>
        $"api/v1/{Of(cluster)}/brokers/{Uri.EscapeDataString(broker)}/consumer-offsets";

    /// <summary>The same as it was before an import, of the queues that the import moved.</summary>
    public static string OffsetsBefore(string cluster, string broker, string importId) =>
        $"{Offsets(cluster, broker)}?before={Uri.EscapeDataString(importId)}";

    /// <summary>Cluster of a page's path relative to the base; null where the path names none.</summary>
    public static string? ClusterOf(string relativePath)
    {
        var path = relativePath.Split('?', '#')[0];
        if (!path.StartsWith(ClusterPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        var name = path[ClusterPrefix.Length..].Split('/')[0];
        return name.Length == 0 ? null : Uri.UnescapeDataString(name);
    }

    /// <summary>The same kind of page in another cluster.</summary>
    public static string InCluster(string relativePath, string cluster)
    {
        var path = relativePath.Split('?', '#')[0];
        if (ClusterOf(path) is null)
        {
            return OverviewOf(cluster);
        }

        return path.Split('/') is [_, _, { Length: > 0 } area, ..] ? $"{Of(cluster)}/{area}" : Of(cluster);
    }

    private static string Of(string cluster) => $"{ClusterPrefix}{Uri.EscapeDataString(cluster)}";
}
