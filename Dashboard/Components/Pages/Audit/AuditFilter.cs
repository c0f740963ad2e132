using System.Globalization;
using Dashboard.Changes.Audit;
using Dashboard.Components.Layout;

namespace Dashboard.Components.Pages.Audit;

/// <summary>
/// What of the audit is shown, as it stands in the page's address; times are local, as the browser's own field gives them.
/// </summary>
internal sealed record AuditFilter(
    string? From = null,
    string? To = null,
    string? Action = null,
    string? Cluster = null,
    string? Actor = null,
    string? Text = null)
{
    public bool IsEmpty => this == new AuditFilter();

    public static AuditFilter Of(string uri) => new(
        PageQuery.Get(uri, "from"),
        PageQuery.Get(uri, "to"),
        PageQuery.Get(uri, "action"),
        PageQuery.Get(uri, "cluster"),
        PageQuery.Get(uri, "actor"),
        PageQuery.Get(uri, "q"));

    /// <summary>As parts of an address.</summary>
    public IEnumerable<(string Key, string? Value)> Pairs() =>
        [("from", From), ("to", To), ("action", Action), ("cluster", Cluster), ("actor", Actor), ("q", Text)];

    /// <summary>The query, or null when a time is none.</summary>
    public AuditQuery? ToQuery(TimeZoneInfo zone) =>
        TryRead(From, zone, out var from) && TryRead(To, zone, out var to)
            ? new AuditQuery(from, to, Action, Cluster, Actor, Text)
            : null;

    private static bool TryRead(string? text, TimeZoneInfo zone, out DateTimeOffset? time)
    {
        time = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year is < 1970 or > 9998)
        {
            return false;
        }

        var unspecified = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        time = new DateTimeOffset(unspecified, zone.GetUtcOffset(unspecified));
        return true;
    }
}
