using System.Text.Json.Serialization;
using Engine.Admin.Groups;

namespace Dashboard.Api.Contracts;

/// <summary>
/// Configuration of a consumer group; what is left out keeps its value, or RocketMQ's default for a new group. A request may give a
/// reason for the audit.
/// </summary>
internal sealed record GroupSettingsContract(
    string? Name = null,
    bool? Enabled = null,
    bool? BroadcastEnabled = null,
    int? RetryQueues = null,
    int? RetryMaxTimes = null,
    bool? NotifyMembers = null,
    bool? FromMinEnabled = null,
    long? BrokerId = null,
    long? SlowBrokerId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null)
{
    public static GroupSettingsContract Of(GroupSettings settings) => new(
        settings.Name,
        settings.Enabled,
        settings.BroadcastEnabled,
        settings.RetryQueues,
        settings.RetryMaxTimes,
        settings.NotifyMembers,
        settings.FromMinEnabled,
        settings.BrokerId,
        settings.SlowBrokerId);

    public GroupSettings Over(GroupSettings current) => current with
    {
        Enabled = Enabled ?? current.Enabled,
        BroadcastEnabled = BroadcastEnabled ?? current.BroadcastEnabled,
        RetryQueues = RetryQueues ?? current.RetryQueues,
        RetryMaxTimes = RetryMaxTimes ?? current.RetryMaxTimes,
        NotifyMembers = NotifyMembers ?? current.NotifyMembers,
        FromMinEnabled = FromMinEnabled ?? current.FromMinEnabled,
        BrokerId = BrokerId ?? current.BrokerId,
        SlowBrokerId = SlowBrokerId ?? current.SlowBrokerId,
    };
}
