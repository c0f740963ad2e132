using Dashboard.Changes.Resets;
using Dashboard.Components.Dialogs;
using Engine.Protocol;

namespace Dashboard.Tests.Components.Dialogs;

public sealed class ResetFormTests
{
    private static readonly MessageQueue Queue = new("orders", "broker-a", 1);
    private static readonly MessageQueue Other = new("payments", "broker-a", 0);

    private readonly ResetForm _form = new();

    public ResetFormTests() => _form.Add("g", [Queue]);

    [Theory]
    [InlineData("2026-07-01T14:30:05", 0)]
    [InlineData("2026-07-01T14:30:05.123", 123)]
    public void Build_TimeInTheBrowsersZone_IsThatMoment(string time, int milliseconds)
    {
        _form.Choose(Queue, true);
        (_form.Mode, _form.Time) = (ResetMode.Time, time);

        var request = _form.Build("c", TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).Requests.ShouldHaveSingleItem();

        request.At!.Value.ToUniversalTime().ShouldBe(new DateTimeOffset(2026, 7, 1, 12, 30, 5, milliseconds, TimeSpan.Zero));
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
            var (requests, missing) = _form.Build("c", TimeZoneInfo.FindSystemTimeZoneById(zone));

            requests.ShouldBeEmpty();
            missing.ShouldBe("ResetNeedsTime");
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

        _form.Build("c", TimeZoneInfo.Utc).Missing.ShouldBe("ResetNeedsOffset");
    }

    [Fact]
    public void Build_LargestOffset_KeepsAll64Bits()
    {
        _form.Choose(Queue, true);
        (_form.Mode, _form.Offset) = (ResetMode.Offset, "9223372036854775807");

        _form.Build("c", TimeZoneInfo.Utc).Requests[0].Offset.ShouldBe(long.MaxValue);
    }

    [Theory]
    [InlineData("-100", -100L)]
    [InlineData("−7", -7L)]
    [InlineData("+5", 5L)]
    [InlineData("0", null)]
    [InlineData("", null)]
    [InlineData("1.5", null)]
    public void Build_Shift_TakesASignedNumber(string by, long? expected)
    {
        _form.Choose(Queue, true);
        (_form.Mode, _form.By) = (ResetMode.Shift, by);

        var (requests, missing) = _form.Build("c", TimeZoneInfo.Utc);

        requests.SingleOrDefault()?.By.ShouldBe(expected);
        missing.ShouldBe(expected is null ? "ResetNeedsShift" : null);
    }

    [Fact]
    public void Build_CopyWithoutAGroup_IsRefused()
    {
        _form.Choose(Queue, true);
        _form.Mode = ResetMode.Copy;

        _form.Build("c", TimeZoneInfo.Utc).Missing.ShouldBe("ResetNeedsSource");
    }

    [Fact]
    public void Build_NoQueue_IsRefused() => _form.Build("c", TimeZoneInfo.Utc).Missing.ShouldBe("ResetNeedsQueue");

    [Fact]
    public void Build_SeveralGroups_AsksEachForItsOwnOfTheChosenQueues()
    {
        _form.Add("h", [Queue, Other]);
        _form.Add("i", [new MessageQueue("else", "broker-a", 0)]);
        _form.Choose(Queue, true);
        _form.Choose(Other, true);

        var requests = _form.Build("c", TimeZoneInfo.Utc).Requests;

        requests.Select(request => request.Group).ShouldBe(["g", "h"]);
        requests[0].Queues.ShouldBe([Queue]);
        requests[1].Queues.ShouldBe([Queue, Other]);
    }

    [Fact]
    public void Remove_Group_TakesItsOwnQueuesAlong()
    {
        _form.Add("h", [Queue, Other]);
        _form.Choose(Queue, true);
        _form.Choose(Other, true);

        _form.Remove("h");

        _form.Chosen.ShouldBe([Queue]);
        _form.Queues.ShouldBe([Queue]);
    }
}
