using Dashboard.Components.Controls;

namespace Dashboard.Tests.Components.Controls;

public sealed class DisplayTests
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 1, 12, 0, 0, 250, TimeSpan.Zero);

    private readonly Display _display = new();

    [Theory]
    [InlineData(null, "—")]
    [InlineData(0L, "0")]
    [InlineData(80120L, "80,120")]
    [InlineData(long.MaxValue, "9,223,372,036,854,775,807")]
    public void Count_Number_IsGroupedAndNeverRounded(long? value, string text) => _display.Count(value).ShouldBe(text);

    [Theory]
    [InlineData(null, "")]
    [InlineData(9007199254740993L, "9007199254740993")]
    public void Digits_Number_IsPlain(long? value, string text) => Display.Digits(value).ShouldBe(text);

    [Theory]
    [InlineData(null, "—")]
    [InlineData(0.0, "0")]
    [InlineData(0.04, "0")]
    [InlineData(4.26, "4.3")]
    [InlineData(9.94, "9.9")]
    [InlineData(9.96, "10")]
    [InlineData(2899.6, "2,900")]
    public void Rate_PerSecond_HasOneDecimalBelowTen(double? rate, string text) => _display.Rate(rate).ShouldBe(text);

    [Theory]
    [InlineData(0, "just now")]
    [InlineData(999, "just now")]
    [InlineData(1000, "1 s ago")]
    [InlineData(95_000, "1 m 35 s ago")]
    public void Age_Time_IsRelativeToTheSample(int ms, string text) => _display.Age(Noon.AddMilliseconds(-ms), Noon).ShouldBe(text);

    [Fact]
    public void Age_Unknown_IsADash() => _display.Age(null, Noon).ShouldBe("—");

    [Fact]
    public void Use_ZoneAndLanguageOfTheBrowser_ChangeTimesAndGroups()
    {
        var changes = 0;
        _display.Changed += () => changes++;

        _display.Use("Europe/Berlin", "de-DE");

        _display.Clock(Noon).ShouldBe("14:00:00,250");
        _display.Exact(Noon).ShouldBe("01.07.2026 14:00:00,250 +02:00");
        _display.Count(80120).ShouldBe("80.120");
        changes.ShouldBe(1);
    }

    [Theory]
    [InlineData("en-US", "7/1/2026 2:05:09 PM", "2:05:09.250 PM", "7/1 2:05 PM")]
    [InlineData("en-GB", "01/07/2026 14:05:09", "14:05:09.250", "01/07 14:05")]
    [InlineData("zh-CN", "2026/7/1 14:05:09", "14:05:09.250", "7/1 14:05")]
    [InlineData("de-DE", "01.07.2026 14:05:09", "14:05:09,250", "01.07 14:05")]
    [InlineData("sv-SE", "2026-07-01 14:05:09", "14:05:09,250", "07-01 14:05")]
    public void Moment_Language_WritesDatesAndTimesItsWay(string language, string moment, string clock, string axis)
    {
        var at = Noon.AddMinutes(5).AddSeconds(9);

        _display.Use("Europe/Berlin", language);

        _display.Moment(at).ShouldBe(moment);
        _display.Clock(at).ShouldBe(clock);
        _display.Axis(at, TimeSpan.FromDays(7)).ShouldBe(axis);
        _display.PreciseMoment(at).ShouldBe($"{moment.Split(' ')[0]} {clock}");
    }

    [Fact]
    public void Use_WhatThisMachineDoesNotKnow_LeavesEverythingAsItWas()
    {
        _display.Use("Mars/Olympus", "xx-klingon-QQ");

        _display.ZoneName.ShouldBe("UTC");
        _display.Count(80120).ShouldBe("80,120");
    }
}
