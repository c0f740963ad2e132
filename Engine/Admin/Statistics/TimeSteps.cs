using System.Globalization;

namespace Engine.Admin.Statistics;

/// <summary>Lengths of time in steps: 0 s, 5 s, 10 s … 115 s, 2 m, 3 m … 119 m, 2 h, 3 h …</summary>
public static class TimeSteps
{
    private static readonly TimeSpan InMinutes = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan InHours = TimeSpan.FromHours(2);

    /// <summary>The step that was reached; never negative.</summary>
    public static TimeSpan Of(TimeSpan length)
    {
        var step = length < InMinutes ? TimeSpan.FromSeconds(5) : length < InHours ? TimeSpan.FromMinutes(1) : TimeSpan.FromHours(1);
        return length <= TimeSpan.Zero ? TimeSpan.Zero : new TimeSpan(length.Ticks - (length.Ticks % step.Ticks));
    }

    /// <summary>In the unit of its step, the same in all languages: 95 s, 3 m, 2 h.</summary>
    public static string Format(TimeSpan length)
    {
        var step = Of(length);
        var (value, unit) = step < InMinutes ? (step.TotalSeconds, "s")
            : step < InHours ? (step.TotalMinutes, "m")
            : (step.TotalHours, "h");
        return string.Create(CultureInfo.InvariantCulture, $"{value:0} {unit}");
    }
}
