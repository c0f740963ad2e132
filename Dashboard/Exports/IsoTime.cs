using System.Globalization;

namespace Dashboard.Exports;

/// <summary>Times as everything that leaves the console spells them: ISO 8601, UTC, milliseconds.</summary>
internal static class IsoTime
{
    public static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
