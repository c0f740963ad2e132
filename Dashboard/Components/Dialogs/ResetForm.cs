using System.Globalization;
using Dashboard.Changes.Resets;
using Engine.Protocol;

namespace Dashboard.Components.Dialogs;

/// <summary>What was filled in for a reset, and the requests it makes, one per group. Pure.</summary>
internal sealed class ResetForm
{
    private readonly SortedSet<MessageQueue> _chosen = [];
    private readonly SortedDictionary<string, IReadOnlySet<MessageQueue>> _groups = new(StringComparer.Ordinal);

    /// <summary>Modes by their API names; the text of each is "ResetMode" and the name of the value.</summary>
    public static IReadOnlyList<(ResetMode Mode, string Name)> Modes { get; } =
    [
        (ResetMode.Earliest, "earliest"),
        (ResetMode.Latest, "latest"),
        (ResetMode.Time, "time"),
        (ResetMode.Offset, "offset"),
        (ResetMode.Shift, "shift"),
        (ResetMode.Copy, "copy"),
        (ResetMode.Skip, "skip"),
    ];

    public ResetMode Mode { get; set; }

    /// <summary>As the browser's own field gives it, in the browser's zone.</summary>
    public string Time { get; set; } = string.Empty;

    public string Offset { get; set; } = string.Empty;

    /// <summary>Messages to go on; with a sign in front to go back.</summary>
    public string By { get; set; } = string.Empty;

    public string FromGroup { get; set; } = string.Empty;

    public string? Reason { get; set; }

    public IReadOnlyCollection<MessageQueue> Chosen => _chosen;

    /// <summary>The groups that are to be reset, by name.</summary>
    public IReadOnlyCollection<string> Groups => _groups.Keys;

    /// <summary>Queues of all chosen groups.</summary>
    public IReadOnlyList<MessageQueue> Queues => [.. _groups.Values.SelectMany(queues => queues).Distinct().Order()];

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

    /// <summary>Takes a group in with its queues.</summary>
    public void Add(string group, IEnumerable<MessageQueue> queues) => _groups[group] = queues.ToHashSet();

    /// <summary>Takes a group out, and the queues that no other chosen group has.</summary>
    public void Remove(string group)
    {
        _groups.Remove(group);
        _chosen.IntersectWith(Queues);
    }

    /// <summary>
    /// A request per group that has chosen queues, or the key of the text that says what is missing.
    /// </summary>
    public (IReadOnlyList<ResetRequest> Requests, string? Missing) Build(string cluster, TimeZoneInfo zone)
    {
        var at = Mode == ResetMode.Time ? ReadTime(zone) : null;
        var offset = Mode == ResetMode.Offset ? ReadOffset() : null;
        var shift = Mode == ResetMode.Shift ? ReadBy() : null;
        var source = Mode == ResetMode.Copy ? FromGroup.Trim() : null;
        var missing = _groups.Count == 0 ? "ResetNeedsGroup"
            : _chosen.Count == 0 ? "ResetNeedsQueue"
            : Mode == ResetMode.Time && at is null ? "ResetNeedsTime"
            : Mode == ResetMode.Offset && offset is null ? "ResetNeedsOffset"
            : Mode == ResetMode.Shift && shift is null ? "ResetNeedsShift"
            : source is { Length: 0 } ? "ResetNeedsSource"
            : null;
        if (missing is not null)
        {
            return ([], missing);
        }

        var requests =
            from one in _groups
            let queues = _chosen.Where(one.Value.Contains).ToList()
            where queues.Count > 0
            select new ResetRequest(cluster, one.Key, null, queues, Mode, at, offset, shift, source);
        return ([.. requests], null);
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

    private long? ReadBy() =>
        long.TryParse(By.Replace('−', '-'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var by) && by != 0
            ? by
            : null;
}
