using System.Globalization;

namespace Engine.Admin.Groups;

/// <summary>
/// What a group's configuration may hold; a breach is <see cref="AdminErrorKind.InvalidArgument"/> with the field and the rule.
/// </summary>
internal static class GroupSettingsRule
{
    public static void Require(GroupSettings settings)
    {
        AdminNames.RequireNewGroup(settings.Name, "name");
        Require(settings.RetryQueues, GroupSettingsLimits.RetryQueues, "retryQueues");
        Require(settings.RetryMaxTimes, GroupSettingsLimits.RetryMaxTimes, "retryMaxTimes");
        Require(settings.BrokerId, GroupSettingsLimits.BrokerId, "brokerId");
        Require(settings.SlowBrokerId, GroupSettingsLimits.BrokerId, "slowBrokerId");
    }

    private static void Require(long value, int most, string field)
    {
        if (value < 0 || value > most)
        {
            var rule = string.Create(CultureInfo.InvariantCulture, $"{field} is 0 to {most}, not {value}.");
            throw new AdminException(AdminErrorKind.InvalidArgument, rule) { Field = field };
        }
    }
}
