using System.Globalization;
using Engine.Admin.Statistics;
using Engine.Protocol.Bodies;

namespace Engine.Admin.Offsets;

/// <summary>What a reset may ask for and where it ends up.</summary>
internal static class ResetTargetRule
{
    /// <summary>Refuses a negative offset, a queue named twice, and an empty list, before anything is done.</summary>
    public static void Require(IReadOnlyList<QueueResetTarget> targets)
    {
        if (targets.Count == 0)
        {
            throw Invalid("queues", "A reset needs at least one queue.");
        }

        var negative = targets.FirstOrDefault(target => target is { SkipBacklog: false, Offset: < 0 });
        if (negative is not null)
        {
            throw Invalid("offset", string.Create(
                CultureInfo.InvariantCulture, $"The offset {negative.Offset} for {negative.Queue} is negative; offsets start at 0."));
        }

        var twice = targets.GroupBy(target => target.Queue).FirstOrDefault(same => same.Count() > 1);
        if (twice is not null)
        {
            throw Invalid("queues", $"The queue {twice.Key} is named twice.");
        }
    }

    /// <summary>A broadcasting group's offsets are out of the brokers' reach.</summary>
    public static void RequireClustering(GroupFigures group)
    {
        if (group.Model == MessageModel.Broadcasting)
        {
            throw new AdminException(
                AdminErrorKind.Conflict,
                $"Group {group.Group} is broadcasting: its offsets are kept by each client and cannot be reset here.");
        }
    }

    /// <summary>The offset to set, and the bound that replaced the wish, if one did.</summary>
    public static (long Offset, long? Clamped) Clamp(QueueResetTarget target, long minOffset, long maxOffset)
    {
        if (target.SkipBacklog)
        {
            return (maxOffset, null);
        }

        var offset = Math.Clamp(target.Offset, minOffset, Math.Max(minOffset, maxOffset));
        return (offset, offset == target.Offset ? null : offset);
    }

    private static AdminException Invalid(string field, string rule) => new(AdminErrorKind.InvalidArgument, rule) { Field = field };
}
