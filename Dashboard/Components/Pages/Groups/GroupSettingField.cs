using System.Globalization;
using Engine.Admin.Groups;

namespace Dashboard.Components.Pages.Groups;

/// <summary>One setting of a group as the page shows it: under RocketMQ's name, with a rule for what is typed.</summary>
/// <param name="Name">Its name in the API; its words are the texts Config-name and Config-name-why.</param>
/// <param name="RocketName">Its name in RocketMQ.</param>
/// <param name="Most">The highest value; null for one that is switched on and off.</param>
/// <param name="Of">Its value, "true" and "false" for one that is switched.</param>
/// <param name="With">Settings with another value.</param>
internal sealed record GroupSettingField(
    string Name, string RocketName, int? Most, Func<GroupSettings, string> Of, Func<GroupSettings, string, GroupSettings> With)
{
    /// <summary>All there are, what matters most first.</summary>
    public static IReadOnlyList<GroupSettingField> All { get; } =
    [
        Switch("enabled", "consumeEnable", settings => settings.Enabled, (settings, on) => settings with { Enabled = on }),
        Switch(
            "broadcastEnabled",
            "consumeBroadcastEnable",
            settings => settings.BroadcastEnabled,
            (settings, on) => settings with { BroadcastEnabled = on }),
        Number(
            "retryMaxTimes",
            "retryMaxTimes",
            GroupSettingsLimits.RetryMaxTimes,
            settings => settings.RetryMaxTimes,
            (settings, number) => settings with { RetryMaxTimes = number }),
        Number(
            "retryQueues",
            "retryQueueNums",
            GroupSettingsLimits.RetryQueues,
            settings => settings.RetryQueues,
            (settings, number) => settings with { RetryQueues = number }),
        Switch(
            "notifyMembers",
            "notifyConsumerIdsChangedEnable",
            settings => settings.NotifyMembers,
            (settings, on) => settings with { NotifyMembers = on }),
        Switch(
            "fromMinEnabled",
            "consumeFromMinEnable",
            settings => settings.FromMinEnabled,
            (settings, on) => settings with { FromMinEnabled = on }),
        Number(
            "brokerId",
            "brokerId",
            GroupSettingsLimits.BrokerId,
            settings => settings.BrokerId,
            (settings, number) => settings with { BrokerId = number }),
        Number(
            "slowBrokerId",
            "whichBrokerWhenConsumeSlowly",
            GroupSettingsLimits.BrokerId,
            settings => settings.SlowBrokerId,
            (settings, number) => settings with { SlowBrokerId = number }),
    ];

    /// <summary>Whether it is switched on and off.</summary>
    public bool IsSwitch => Most is null;

    /// <summary>Whether a text is a value of it.</summary>
    public bool Takes(string text) => Most is not { } most || (Parse(text) is { } number && number <= most);

    private static GroupSettingField Switch(
        string name, string rocketName, Func<GroupSettings, bool> of, Func<GroupSettings, bool, GroupSettings> with) =>
        new(name, rocketName, null, settings => of(settings) ? "true" : "false", (settings, text) => with(settings, text == "true"));

    private static GroupSettingField Number(
        string name, string rocketName, int most, Func<GroupSettings, long> of, Func<GroupSettings, int, GroupSettings> with) => new(
            name,
            rocketName,
            most,
            settings => of(settings).ToString(CultureInfo.InvariantCulture),
            (settings, text) => with(settings, Parse(text)!.Value));

    private static int? Parse(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
