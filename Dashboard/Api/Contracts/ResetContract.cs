using Dashboard.Api.Problems;
using Dashboard.Changes.Resets;

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
    private const string Modes = "earliest, latest, time, offset, skip";

    public ResetRequest ToRequest(string cluster, string group)
    {
        RequireOffered(By is null, "by");
        RequireOffered(FromGroup is null, "fromGroup");
        return new ResetRequest(cluster, group, Topics, Queues?.Select(queue => queue.ToQueue()).ToList(), ParseMode(), At, Offset);
    }

    private static void RequireOffered(bool absent, string field)
    {
        if (!absent)
        {
            throw new InvalidBodyException(field, $"'{field}' is not offered yet; the modes are: {Modes}");
        }
    }

    private ResetMode ParseMode() => Mode switch
    {
        "earliest" => ResetMode.Earliest,
        "latest" => ResetMode.Latest,
        "time" => ResetMode.Time,
        "offset" => ResetMode.Offset,
        "skip" => ResetMode.Skip,
        "shift" or "copy" => throw new InvalidBodyException("mode", $"mode '{Mode}' is not offered yet; there is: {Modes}"),
        null => throw new InvalidBodyException("mode", $"mode is missing; there is: {Modes}"),
        _ => throw new InvalidBodyException("mode", $"mode '{Mode}' is unknown; there is: {Modes}"),
    };
}
