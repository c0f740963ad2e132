using Engine.Admin.Groups;

namespace Dashboard.Api.Contracts;

/// <summary>Configuration of a consumer group; what is left out keeps its value, or RocketMQ's default for a new group.</summary>
internal sealed record GroupSettingsContract(
    string? Name = null,
    bool? Enabled = null,
    bool? BroadcastEnabled = null,
    int? RetryQueues = null,
    int? RetryMaxTimes = null,
    bool? NotifyMembers = null)
{
    public static GroupSettingsContract Of(GroupSettings settings) => new(
        settings.Name,
        settings.Enabled,
        settings.BroadcastEnabled,
        settings.RetryQueues,
        settings.RetryMaxTimes,
        settings.NotifyMembers);

    public GroupSettings Over(GroupSettings current) => current with
    {
        Enabled = Enabled ?? current.Enabled,
        BroadcastEnabled = BroadcastEnabled ?? current.BroadcastEnabled,
        RetryQueues = RetryQueues ?? current.RetryQueues,
        RetryMaxTimes = RetryMaxTimes ?? current.RetryMaxTimes,
        NotifyMembers = NotifyMembers ?? current.NotifyMembers,
    };
}
