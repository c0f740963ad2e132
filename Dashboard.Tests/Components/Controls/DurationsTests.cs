using System.Globalization;
using Dashboard.Components.Controls;

namespace Dashboard.Tests.Components.Controls;

public sealed class DurationsTests
{
    [Theory]
    [InlineData(-5, "0.0 s")]
    [InlineData(0, "0.0 s")]
    [InlineData(0.19, "0.1 s")]
    [InlineData(4.2, "4.2 s")]
    [InlineData(9.99, "9.9 s")]
    [InlineData(10, "10 s")]
    [InlineData(59.9, "59 s")]
    [InlineData(60, "1 m 00 s")]
    [InlineData(62, "1 m 02 s")]
    [InlineData(3599, "59 m 59 s")]
    [InlineData(11400, "3 h 10 m")]
    [InlineData(86400 + (4 * 3600), "1 d 04 h")]
    public void Format_Length_ReadsAsPeopleSayIt(double seconds, string text) =>
        Durations.Format(TimeSpan.FromSeconds(seconds), CultureInfo.InvariantCulture).ShouldBe(text);

    [Fact]
    public void Format_OtherCulture_UsesItsDecimalSign() =>
        Durations.Format(TimeSpan.FromSeconds(4.2), CultureInfo.GetCultureInfo("de-DE")).ShouldBe("4,2 s");

    [Theory]
    [InlineData(4.9, "4 s")]
    [InlineData(61, "1 m 01 s")]
    public void FormatCoarse_Length_HasNoTenths(double seconds, string text) =>
        Durations.FormatCoarse(TimeSpan.FromSeconds(seconds)).ShouldBe(text);
}
