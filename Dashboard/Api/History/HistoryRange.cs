using System.Globalization;
using Dashboard.Api.Problems;

namespace Dashboard.Api.History;

/// <summary>The range of a request: its times read and checked. Pure.</summary>
internal static class HistoryRange
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(15);

    /// <summary>Without an end it ends now, without a begin it is a quarter of an hour.</summary>
    public static (DateTimeOffset From, DateTimeOffset To) Of(string? from, string? to, DateTimeOffset now, TimeSpan longest)
    {
        var end = Read("to", to) ?? now;
        var begin = Read("from", from) ?? Before(end);
        if (begin >= end)
        {
            throw new InvalidBodyException("from", $"from {Text(begin)} is not before to {Text(end)}; give an earlier from");
        }

        if (begin > now)
        {
            throw new InvalidBodyException("from", $"from {Text(begin)} is in the future; it is {Text(now)} now");
        }

        if (end - begin > longest)
        {
            var days = longest.TotalDays.ToString("0.##", CultureInfo.InvariantCulture);
            throw new InvalidBodyException("from", $"a range is {days} days at most, as long as the history is kept; give a later from");
        }

        return (begin, end);
    }

    private static DateTimeOffset Before(DateTimeOffset end) =>
        end - DateTimeOffset.MinValue > Usual ? end - Usual : DateTimeOffset.MinValue;

    private static DateTimeOffset? Read(string field, string? text) => text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUniversalTime()
        : throw new InvalidBodyException(field, $"{field} '{Clip.Text(text)}' is not a time; write ISO 8601, as 2026-01-31T12:00:00Z");

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
