using System.Globalization;
using Engine.Admin.Groups;

namespace Dashboard.Changes.Operations;

/// <summary>A setting of a group with another value than before; by its name in the API.</summary>
internal sealed record GroupSettingChange(string Name, string Before, string After)
{
    private static readonly IReadOnlyList<(string Name, Func<GroupSettings, string> Value)> Settings =
    [
        ("enabled", settings => Text(settings.Enabled)),
        ("broadcastEnabled", settings => Text(settings.BroadcastEnabled)),
        ("retryQueues", settings => Text(settings.RetryQueues)),
        ("retryMaxTimes", settings => Text(settings.RetryMaxTimes)),
        ("notifyMembers", settings => Text(settings.NotifyMembers)),
        ("fromMinEnabled", settings => Text(settings.FromMinEnabled)),
        ("brokerId", settings => Text(settings.BrokerId)),
        ("slowBrokerId", settings => Text(settings.SlowBrokerId)),
    ];

    /// <summary>In the order of the settings.</summary>
    public static IReadOnlyList<GroupSettingChange> Between(GroupSettings before, GroupSettings after) =>
    [
        .. Settings
            .Select(setting => new GroupSettingChange(setting.Name, setting.Value(before), setting.Value(after)))
            .Where(change => change.Before != change.After),
    ];

    /// <summary>As the audit says it: "retryMaxTimes 16 → 3"; null when nothing changes.</summary>
    public static string? Words(GroupSettings before, GroupSettings after) => Between(before, after) is { Count: > 0 } changes
        ? string.Join(", ", changes.Select(change => $"{change.Name} {change.Before} → {change.After}"))
        : null;

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
