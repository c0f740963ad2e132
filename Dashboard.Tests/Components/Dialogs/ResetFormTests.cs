using Dashboard.Changes.Resets;
using Dashboard.Components.Dialogs;
using Engine.Protocol;

namespace Dashboard.Tests.Components.Dialogs;

public sealed class ResetFormTests
{
    private static readonly MessageQueue Queue = new("orders", "broker-a", 1);

    private readonly ResetForm _form = new();

    [Fact]
    public void Build_TimeInTheBrowsersZone_IsThatMoment()
    {
        _form.Choose(Queue, true);
        (_form.Mode, _form.Time) = (ResetMode.Time, "2026-07-01T14:30:05");

        var (request, _) = _form.Build("c", "g", TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

        request!.At!.Value.ToUniversalTime().ShouldBe(new DateTimeOffset(2026, 7, 1, 12, 30, 5, TimeSpan.Zero));
        request.Offset.ShouldBeNull();
        request.Queues.ShouldBe([Queue]);
    }

    [Theory]
    [InlineData("0001-01-01T00:00")]
    [InlineData("9999-12-31T23:59:59")]
    [InlineData("soon")]
    public void Build_TimeThatNoMessageCanHave_IsRefused(string time)
    {
        _form.Choose(Queue, true);
        (_form.Mode, _form.Time) = (ResetMode.Time, time);

        foreach (var zone in (string[])["Europe/Berlin", "America/New_York"])
        {
            var (request, missing) = _form.Build("c", "g", TimeZoneInfo.FindSystemTimeZoneById(zone));

            request.ShouldBeNull();
            missing.ShouldBe("Fill in the time from which on messages are to be read.");
        }
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("9223372036854775808")]
    [InlineData("")]
    public void Build_OffsetThatIsNoWholeNumberFromZero_IsRefused(string offset)
    {
        _form.Choose(Queue, true);
        (_form.Mode, _form.Offset) = (ResetMode.Offset, offset);

        _form.Build("c", "g", TimeZoneInfo.Utc).Missing.ShouldBe("Fill in an offset: a whole number from 0.");
    }

    [Fact]
    public void Build_LargestOffset_KeepsAll64Bits()
    {
        _form.Choose(Queue, true);
        (_form.Mode, _form.Offset) = (ResetMode.Offset, "9223372036854775807");

        _form.Build("c", "g", TimeZoneInfo.Utc).Request!.Offset.ShouldBe(long.MaxValue);
    }

    [Fact]
    public void Build_NoQueue_IsRefused() => _form.Build("c", "g", TimeZoneInfo.Utc).Missing.ShouldBe("Choose at least one queue.");
}
