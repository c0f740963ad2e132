using System.Globalization;
using Dashboard.Languages;

namespace Dashboard.Components.Controls;

/// <summary>
/// How numbers and times look in this browser tab: as its language writes them, in its time zone. Unknown is a dash;
/// its cause belongs into the title of the place that shows it.
/// </summary>
internal sealed class Display
{
    public const string Unknown = "—";

    private static readonly TimeSpan JustNow = TimeSpan.FromSeconds(1);

    private TimePatterns _patterns = TimePatterns.Of(CultureInfo.GetCultureInfo("en-US"));

    /// <summary>Raised when the browser told its language and zone.</summary>
    public event Action? Changed;

    public CultureInfo Culture { get; private set; } = CultureInfo.GetCultureInfo("en-US");

    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>The name to show for the zone.</summary>
    public string ZoneName => Zone.Id;

    public static string Digits(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;

    public string Count(long? value) => value?.ToString("N0", Culture) ?? Unknown;

    /// <summary>A count with its sign, for what moves.</summary>
    public string Change(long? value) => value is null or 0 ? Count(value) : value > 0 ? $"+{Count(value)}" : $"−{Count(-value)}";

    /// <summary>Per second, the unit left to the header; one decimal below 10.</summary>
    public string Rate(double? perSecond) => perSecond switch
    {
        null => Unknown,
        < 0.05 and > -0.05 => 0.ToString(Culture),
        < 9.95 and > -9.95 => perSecond.Value.ToString("0.0", Culture),
        _ => perSecond.Value.ToString("N0", Culture),
    };

    public string Duration(TimeSpan length) => Durations.Format(length, Culture);

    /// <summary>How long before <paramref name="now"/>; whole seconds, so that a column does not flicker.</summary>
    public string Age(DateTimeOffset? at, DateTimeOffset now)
    {
        if (at is null)
        {
            return Unknown;
        }

        var age = now - at.Value;
        return age < JustNow ? TextSource.Get(Culture, "JustNow") : TextSource.Format(Culture, "Ago", Durations.FormatCoarse(age));
    }

    /// <summary>The time of day with milliseconds.</summary>
    public string Clock(DateTimeOffset at) => Text(at, _patterns.Clock);

    /// <summary>A time on an axis of that length: with seconds below an hour, with the date above a day.</summary>
    public string Axis(DateTimeOffset at, TimeSpan length) => Text(
        at,
        length > TimeSpan.FromDays(1) ? _patterns.DayAndTime : length > TimeSpan.FromHours(1) ? _patterns.ShortTime : _patterns.Time);

    /// <summary>Date, time and offset of the zone: for titles.</summary>
    public string Exact(DateTimeOffset? at) => at is { } known ? Text(known, $"{_patterns.Date} {_patterns.Clock} zzz") : string.Empty;

    /// <summary>Date and time to the second.</summary>
    public string Moment(DateTimeOffset at) => Text(at, $"{_patterns.Date} {_patterns.Time}");

    /// <summary>Date and time with milliseconds.</summary>
    public string PreciseMoment(DateTimeOffset at) => Text(at, $"{_patterns.Date} {_patterns.Clock}");

    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    /// <summary>Takes what the browser said; what this machine does not know stays as it was.</summary>
    public void Use(string? timeZone, string? language)
    {
        var zone = timeZone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var found) ? found : Zone;
        var culture = language is null ? Culture : CultureOf(language) ?? Culture;
        if (zone.Id == Zone.Id && culture.Name == Culture.Name)
        {
            return;
        }

        (Zone, Culture, _patterns) = (zone, culture, TimePatterns.Of(culture));
        Changed?.Invoke();
    }

    private string Text(DateTimeOffset at, string pattern) => Local(at).ToString(pattern, Culture);

    private static CultureInfo? CultureOf(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }
}
