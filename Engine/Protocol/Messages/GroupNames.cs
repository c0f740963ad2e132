using System.Collections.Frozen;

namespace Engine.Protocol.Messages;

/// <summary>Rules of group names; mirrors <c>Validators</c>, <c>MixAll</c> and <c>SubscriptionGroupManager</c>.</summary>
public static class GroupNames
{
    /// <summary>The group mqadmin and this console read with.</summary>
    public const string Tools = "TOOLS_CONSUMER";

    /// <summary>The producer group every client instance owns.</summary>
    public const string InnerProducer = "CLIENT_INNER_PRODUCER";

    private const string SystemPrefix = "CID_RMQ_SYS_";

    private static readonly FrozenSet<string> SystemGroups = new[]
    {
        Tools, "FILTERSRV_CONSUMER", "SELF_TEST_C_GROUP", "CID_ONS-HTTP-PROXY", "CID_ONSAPI_PULL", "CID_ONSAPI_PERMISSION",
        "CID_ONSAPI_OWNER",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Groups a broker creates by itself.</summary>
    public static IReadOnlyCollection<string> AllSystem => SystemGroups;

    /// <summary>Checks a group name.</summary>
    /// <param name="group">The name.</param>
    /// <returns>The rule it breaks as a sentence, or null when it is legal.</returns>
    public static string? Check(string? group) => NameRule.Check("group", group, MessageLimits.MaxGroupLength);

    /// <summary>
    /// Checks the name of a group that is to be made: also that it is not the name of a group's topic, which RocketMQ lets
    /// through.
    /// </summary>
    /// <param name="group">The name.</param>
    /// <returns>The rule it breaks as a sentence, or null when it is legal.</returns>
    public static string? CheckNew(string? group) => Check(group)
        ?? (TopicNames.IsRetry(group!) || TopicNames.IsDeadLetter(group!)
            ? $"Group {group} begins with {TopicNames.RetryPrefix} or {TopicNames.DeadLetterPrefix}: topics of groups are named so."
            : null);

    /// <summary>Whether the group is RocketMQ's own.</summary>
    /// <param name="group">The name.</param>
    /// <returns>True for a system group.</returns>
    public static bool IsSystem(string group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return SystemGroups.Contains(group) || group.StartsWith(SystemPrefix, StringComparison.Ordinal);
    }
}
