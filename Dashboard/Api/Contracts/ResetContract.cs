using System.Globalization;
using Dashboard.Api.Problems;
using Dashboard.Changes.Resets;
using Engine.Protocol;

namespace Dashboard.Api.Contracts;

/// <summary>A reset as asked for: a plan's id, or scope and mode.</summary>
internal sealed record ResetContract(
    string? Mode = null,
    IReadOnlyList<string>? Topics = null,
    IReadOnlyList<QueueNameContract>? Queues = null,
    DateTimeOffset? At = null,
    long? Offset = null,
    long? By = null,
    string? FromGroup = null,
    string? PlanId = null,
    string? Reason = null)
{
    private const string Modes = "earliest, latest, time, offset, shift, copy, skip";

    /// <summary>Scope and mode; what they leave unused must not be there, so that nothing is ignored in silence.</summary>
    public ResetRequest ToRequest(string cluster, string group)
    {
        var mode = ParseMode();
        Require(PlanId is null, "planId", "'planId' is not offered here; give scope and mode");
        Require(At is null || mode == ResetMode.Time, "at", $"'at' goes with mode 'time', not with '{Mode}'");
        Require(Offset is null || mode == ResetMode.Offset, "offset", $"'offset' goes with mode 'offset', not with '{Mode}'");
        Require(By is null || mode == ResetMode.Shift, "by", $"'by' goes with mode 'shift', not with '{Mode}'");
        Require(FromGroup is null || mode == ResetMode.Copy, "fromGroup", $"'fromGroup' goes with mode 'copy', not with '{Mode}'");
        Require(Topics is not { Count: 0 }, "topics", "'topics' is empty; leave it out for every topic of the group");
        Require(Queues is not { Count: 0 }, "queues", "'queues' is empty; leave it out for every queue of the group");
        ReasonRule.Require(Reason);
        return new ResetRequest(cluster, group, Topics, QueueNames(), mode, At, Offset, By, FromGroup);
    }

    /// <summary>The plan's id, which stands for itself.</summary>
    public string ToPlanId()
    {
        var alone = this with { PlanId = null, Reason = null } == new ResetContract();
        Require(alone, "planId", "a plan stands for itself: send planId (and reason), or scope and mode, not both");
        ReasonRule.Require(Reason);
        return PlanId!;
    }

    private static void Require(bool holds, string field, string message)
    {
        if (!holds)
        {
            throw new InvalidBodyException(field, message);
        }
    }

    private List<MessageQueue>? QueueNames() =>
        Queues?.Select((queue, index) => queue.ToQueue(string.Create(CultureInfo.InvariantCulture, $"queues[{index}]"))).ToList();

    private ResetMode ParseMode() => Mode switch
    {
        "earliest" => ResetMode.Earliest,
        "latest" => ResetMode.Latest,
        "time" => ResetMode.Time,
        "offset" => ResetMode.Offset,
        "shift" => ResetMode.Shift,
        "copy" => ResetMode.Copy,
        "skip" => ResetMode.Skip,
        null => throw new InvalidBodyException("mode", $"mode is missing; there is: {Modes}"),
        _ => throw new InvalidBodyException("mode", $"mode '{Clip.Text(Mode)}' is unknown; there is: {Modes}"),
    };
}
