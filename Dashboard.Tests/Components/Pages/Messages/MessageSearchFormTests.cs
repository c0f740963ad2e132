using Dashboard.Components.Pages.Messages;

namespace Dashboard.Tests.Components.Pages.Messages;

public sealed class MessageSearchFormTests
{
    [Theory]
    [InlineData("?topic=t", "time", true)]
    [InlineData("", "time", false)]
    [InlineData("?mode=key&topic=t", "key", false)]
    [InlineData("?mode=key&topic=t&key=k", "key", true)]
    [InlineData("?mode=id&id=x", "id", true)]
    [InlineData("?mode=queue&topic=t&broker=b&queue=0&offset=x", "queue", false)]
    [InlineData("?mode=queue&topic=t&broker=b&queue=0&offset=9007199254740993", "queue", true)]
    [InlineData("?mode=live&topic=t", "live", true)]
    [InlineData("?mode=nonsense&topic=t", "time", true)]
    public void Of_Address_KnowsItsModeAndWhetherItIsComplete(string query, string mode, bool complete)
    {
        var form = MessageSearchForm.Of($"http://x/clusters/c/messages{query}");

        (form.Mode, form.IsComplete).ShouldBe((mode, complete));
    }

    [Fact]
    public void ToUri_Mode_KeepsOnlyWhatItUses()
    {
        var form = new MessageSearchForm { Mode = MessageSearchForm.ByKey, Topic = "a b", Key = "k", Page = "x:0:1", Broker = "b" };

        form.ToUri("http://x/m?old=1").ShouldBe("http://x/m?mode=key&topic=a%20b&key=k");
        MessageSearchForm.Of(form.ToUri("http://x/m")).ShouldBe(form with { Page = null, Broker = null });
    }

    [Fact]
    public void TimeOf_LocalTime_IsOfTheZone() =>
        MessageSearchForm.TimeOf("2026-07-01T12:00", TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"))!.Value.UtcDateTime
            .ShouldBe(new DateTime(2026, 7, 1, 10, 0, 0));
}
