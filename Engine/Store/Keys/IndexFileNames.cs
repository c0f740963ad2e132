using System.Globalization;

namespace Engine.Store.Keys;

/// <summary>
/// Names of index files: the local time of their making to the millisecond. Mirrors <c>UtilAll#timeMillisToHumanString</c>.
/// </summary>
internal static class IndexFileNames
{
    private const string Format = "yyyyMMddHHmmssfff";

    internal static bool IsName(string name) => TryParse(name, out _);

    /// <summary>A name behind the last one, whatever the clock says: two files of one millisecond, a clock set back.</summary>
    internal static string Next(DateTimeOffset localNow, string? last)
    {
        var time = localNow.DateTime;
        if (last is not null && TryParse(last, out var lastTime) && time < lastTime.AddMilliseconds(1))
        {
            time = lastTime.AddMilliseconds(1);
        }

        return time.ToString(Format, CultureInfo.InvariantCulture);
    }

    /// <summary>The index files of a folder, oldest first; everything else there is left alone.</summary>
    internal static IReadOnlyList<string> List(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var names = Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Where(IsName).ToList();
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    private static bool TryParse(string name, out DateTime time) =>
        DateTime.TryParseExact(name, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
