using Dashboard.Components.Sharing;

namespace Dashboard.Tests.Components.Sharing;

public sealed class RestTwinsTests
{
    [Theory]
    [InlineData("queues", "", "queues")]
    [InlineData("queues", "?topic=or%20ders&lagging=1", "queues?topic=or%20ders")]
    [InlineData("members", "?tab=members", "members")]
    [InlineData("subscriptions", "?tab=subscriptions", "subscriptions")]
    [InlineData("config", "?tab=config", "config")]
    [InlineData("timeline", "?tab=timeline&kind=NodeStopped", "timeline?kind=nodeStopped")]
    [InlineData("history", "?tab=history&topic=orders", "history?topic=orders")]
    public void Group_Tab_IsThePathThatSaysTheSame(string tab, string query, string rest) => RestTwins
        .Group("embedded", "g", tab, $"http://x/clusters/embedded/groups/g{query}").ShouldBe($"api/v1/clusters/embedded/groups/g/{rest}");

    [Fact]
    public void Group_Messages_IsTheMessageAtTheOffset() => RestTwins
        .Group("embedded", "g", "messages", "http://x/g?tab=messages&topic=orders&broker=broker-a&queue=1&offset=7")
        .ShouldBe("api/v1/clusters/embedded/messages?topic=orders&broker=broker-a&queueId=1&offset=7");

    [Fact]
    public void Of_NamesWithSignsOfAShell_StayWithinTheirQuotes()
    {
        var command = CurlCommand.Of("http://127.0.0.1:5080/", RestTwins.Topic("embedded", "%RETRY%a\"b$c`d'e!"));

        command.ShouldBe("curl \"http://127.0.0.1:5080/api/v1/clusters/embedded/topics/%25RETRY%25a%22b%24c%60d%27e%21\"");
    }
}
