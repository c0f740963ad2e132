using System.Globalization;
using Dashboard.Api.Problems;
using Dashboard.Changes.Audit;

namespace Dashboard.Api.Audit;

/// <summary>Reads the arguments of the audit: each is checked and named.</summary>
internal static class AuditArguments
{
    private const long MostRows = 1_000_000;

    public static AuditQuery Query(
        string? from, string? to, string? action, string? cluster, string? actor, string? text) => new(
            Time("from", from), Time("to", to), Given(action), Given(cluster), Given(actor), Given(text));

    /// <summary>Entries older than this one; null begins with the newest.</summary>
    public static long? Before(string? before) => string.IsNullOrEmpty(before) ? null : Number("before", before, long.MaxValue);

    /// <summary>All unless told.</summary>
    public static long Limit(string? limit) => string.IsNullOrEmpty(limit) ? long.MaxValue : Number("limit", limit, MostRows);

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static long Number(string name, string text, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most
            ? number
            : throw new InvalidBodyException(name, string.Create(
                CultureInfo.InvariantCulture, $"{name}={Clip.Text(text)} is no whole number from 1 to {most}"));

    private static DateTimeOffset? Time(string name, string? text) =>
        string.IsNullOrWhiteSpace(text) ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw new InvalidBodyException(
            name,
            $"{name}={Clip.Text(text)} is no ISO 8601 time such as 2026-01-31T09:30:00.000Z; the + of a zone is %2B in an address");
}
