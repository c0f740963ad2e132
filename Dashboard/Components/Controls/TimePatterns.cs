using System.Globalization;

namespace Dashboard.Components.Controls;

/// <summary>How a language writes dates and times, as patterns for formatting.</summary>
/// <param name="Date">Day, month and year in figures.</param>
/// <param name="Time">To the second.</param>
/// <param name="Clock">With milliseconds.</param>
/// <param name="ShortTime">To the minute.</param>
/// <param name="DayAndTime">Day and month, and the time to the minute.</param>
internal sealed record TimePatterns(string Date, string Time, string Clock, string ShortTime, string DayAndTime)
{
    /// <summary>Some data of languages put a narrow space before "AM"; fonts of tables lack it.</summary>
    private const char NarrowSpace = '\u202f';

    public static TimePatterns Of(CultureInfo culture)
    {
        var format = culture.DateTimeFormat;
        var time = Plain(format.LongTimePattern);
        var shortTime = Plain(format.ShortTimePattern);
        var date = Plain(format.ShortDatePattern);
        var fraction = $"ss'{culture.NumberFormat.NumberDecimalSeparator}'fff";
        var clock = time.Replace("ss", fraction, StringComparison.Ordinal);
        return new TimePatterns(date, time, clock, shortTime, $"{WithoutYear(date)} {shortTime}");
    }

    private static string Plain(string pattern) => pattern.Replace(NarrowSpace, ' ');

    /// <summary>The year goes, and what would stand alone at an end.</summary>
    private static string WithoutYear(string date) =>
        date.Replace("y", string.Empty, StringComparison.Ordinal).Trim('/', '-', '.', ' ', ',');
}
