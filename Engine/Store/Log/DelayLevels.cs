using System.Globalization;

namespace Engine.Store.Log;

/// <summary>The delays of the levels, as <c>messageDelayLevel</c> words them: "1s 5s 10s 1m …".</summary>
internal sealed class DelayLevels
{
    private readonly long[] _milliseconds;

    internal DelayLevels(string levels)
    {
        _milliseconds = [.. levels.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ParseOne)];
    }

    internal int Highest => _milliseconds.Length;

    /// <summary>The delay of a level in ms; levels above the highest count as the highest, 0 and below as no delay.</summary>
    internal long Of(int level) => level <= 0 || Highest == 0 ? 0 : _milliseconds[Math.Min(level, Highest) - 1];

    private static long ParseOne(string text)
    {
        var unit = text[^1] switch
        {
            's' => 1_000L,
            'm' => 60_000L,
            'h' => 3_600_000L,
            'd' => 86_400_000L,
            _ => 0L,
        };
        return unit > 0 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number * unit
            : throw new FormatException($"'{text}' is not a delay: a number followed by s, m, h or d.");
    }
}
