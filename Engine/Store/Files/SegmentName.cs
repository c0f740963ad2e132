using System.Globalization;

namespace Engine.Store.Files;

/// <summary>Names of log and queue files: the first byte's offset in 20 digits. Mirrors <c>UtilAll#offset2FileName</c>.</summary>
internal static class SegmentName
{
    private const int Digits = 20;

    internal static string Of(long start) => start.ToString("D20", CultureInfo.InvariantCulture);

    internal static bool TryParse(ReadOnlySpan<char> name, out long start)
    {
        start = 0;
        return name.Length == Digits && long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out start);
    }

    /// <summary>Where the files of a folder begin, in order; of none when there is no such folder.</summary>
    internal static List<long> ListStarts(string folder)
    {
        var starts = new List<long>();
        if (!Directory.Exists(folder))
        {
            return starts;
        }

        foreach (var path in Directory.EnumerateFiles(folder))
        {
            if (TryParse(Path.GetFileName(path.AsSpan()), out var start))
            {
                starts.Add(start);
            }
        }

        starts.Sort();
        return starts;
    }
}
