using System.Globalization;
using Dashboard.Changes.Resets;
using Engine.Protocol;

namespace Dashboard.Components.Dialogs;

/// <summary>What was filled in for a reset, and the request it makes. Pure.</summary>
internal sealed class ResetForm
{
    private readonly SortedSet<MessageQueue> _chosen = [];

    /// <summary>Modes by their API names, in words.</summary>
    public static IReadOnlyList<(ResetMode Mode, string Name, string Words)> Modes { get; } =
    [
        (ResetMode.Earliest, "earliest", "Earliest: replay everything that is stored"),
        (ResetMode.Latest, "latest", "Latest: go on with what comes after this preview"),
        (ResetMode.Time, "time", "Time: go on at the first message stored since"),
        (ResetMode.Offset, "offset", "Offset: go to one exact offset"),
        (ResetMode.Skip, "skip", "Skip: drop the backlog of queues that have one"),
    ];

    public ResetMode Mode { get; set; }

    /// <summary>As the browser's own field gives it, in the browser's zone.</summary>
    public string Time { get; set; } = string.Empty;

    public string Offset { get; set; } = string.Empty;

    public string? Reason { get; set; }

    public IReadOnlyCollection<MessageQueue> Chosen => _chosen;

    public void Choose(MessageQueue queue, bool isChosen)
    {
        if (isChosen)
        {
            _chosen.Add(queue);
        }
        else
        {
            _chosen.Remove(queue);
        }
    }

    public bool IsChosen(MessageQueue queue) => _chosen.Contains(queue);

    /// <summary>The request, or what is missing for it in a sentence.</summary>
    public (ResetRequest? Request, string? Missing) Build(string cluster, string group, TimeZoneInfo zone)
    {
        var at = Mode == ResetMode.Time ? ReadTime(zone) : null;
        var offset = Mode == ResetMode.Offset ? ReadOffset() : null;
        var missing = _chosen.Count == 0 ? "Choose at least one queue."
            : Mode == ResetMode.Time && at is null ? "Fill in the time from which on messages are to be read."
            : Mode == ResetMode.Offset && offset is null ? "Fill in an offset: a whole number from 0."
            : null;
        return missing is null ? (new ResetRequest(cluster, group, null, [.. _chosen], Mode, at, offset), null) : (null, missing);
    }

    private DateTimeOffset? ReadTime(TimeZoneInfo zone)
    {
        // A field that is half filled in says year 1, which has no UTC time in zones east of Greenwich.
        if (!DateTime.TryParse(Time, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year is < 1970 or > 9998)
        {
            return null;
        }

        var unspecified = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return new DateTimeOffset(unspecified, zone.GetUtcOffset(unspecified));
    }

    private long? ReadOffset() =>
        long.TryParse(Offset, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset : null;
}
