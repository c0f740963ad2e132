using System.Globalization;

namespace Dashboard.Components.Controls;

/// <summary>Lengths of time as people read them: 4.2 s, 42 s, 1 m 02 s, 3 h 10 m, 2 d 04 h.</summary>
internal static class Durations
{
    private static readonly TimeSpan Tenths = TimeSpan.FromSeconds(10);

    /// <summary>A negative length counts as none.</summary>
    public static string Format(TimeSpan length, CultureInfo culture)
    {
        var time = length < TimeSpan.Zero ? TimeSpan.Zero : length;
        if (time < Tenths)
        {
            var tenths = Math.Floor(time.TotalSeconds * 10) / 10;
            return $"{tenths.ToString("0.0", culture)} s";
        }

        return time.TotalMinutes < 1 ? $"{time.Seconds} s" : Coarse(time);
    }

    /// <summary>Whole seconds: for what should not flicker.</summary>
    public static string FormatCoarse(TimeSpan length) => length.TotalMinutes < 1 ? $"{Math.Max(0, length.Seconds)} s" : Coarse(length);

    private static string Coarse(TimeSpan time) => time switch
    {
        { TotalHours: < 1 } => $"{time.Minutes} m {time.Seconds:00} s",
        { TotalDays: < 1 } => $"{time.Hours} h {time.Minutes:00} m",
        _ => $"{time.Days} d {time.Hours:00} h",
    };
}
