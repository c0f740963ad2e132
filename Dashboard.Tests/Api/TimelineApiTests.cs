using System.Net;
using System.Text.Json;

namespace Dashboard.Tests.Api;

/// <summary>What happened to a group, by REST.</summary>
public sealed class TimelineApiTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    [Fact]
    public async Task Get_MemberCame_TellsItAndByItsKindAlone()
    {
        var topic = await console.NewTopicAsync();
        var group = console.NewName("group");
        await console.StartConsumersAsync(group, topic, delayMs: 0);

        // The first sample of all is where the timeline begins, and may have the first member already: the second is told for sure.
        await console.EventuallyAsync(
            $"clusters/embedded/groups/{group}/history",
            answer => answer.GetProperty("points").EnumerateArray()
                .Any(point => point.GetProperty("lag").ValueKind == JsonValueKind.Number),
            "the group is sampled");
        await console.StartConsumersAsync(group, topic, delayMs: 0);

        var seen = await console.EventuallyAsync(
            $"{Path(group)}?kind=joined", answer => Newest(answer) == 2, "the second member is told");

        var joined = seen.GetProperty("events")[0];
        joined.EnumerateObject().Select(field => field.Name).ShouldBe(["at", "kind", "subject", "count", "details"]);
        (joined.GetProperty("kind").GetString(), joined.GetProperty("count").GetInt32()).ShouldBe(("joined", 2));
        joined.GetProperty("at").GetString()!.ShouldEndWith("Z");
        seen.GetProperty("problem").ValueKind.ShouldBe(JsonValueKind.Null);
        (await console.Client.GetAsync($"{Path(group)}?kind=reset")).Json.GetProperty("events").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("kind=born", "kind", "joined, left, rebalanced, reset, nodeStarted, nodeStopped")]
    [InlineData("limit=0", "limit", "1 to 1000")]
    [InlineData("limit=1001", "limit", "1 to 1000")]
    [InlineData("limit=many", "limit", "1 to 1000")]
    public async Task Get_BadArgument_IsRefusedWithTheRule(string query, string field, string rule) =>
        (await console.Client.GetAsync($"{Path("nobody")}?{query}")).ShouldBeInvalid(field, rule);

    [Fact]
    public async Task Get_GroupOrClusterThatDoesNotExist_Is404()
    {
        (await console.Client.GetAsync($"{Path("nobody")}?kind=reset")).ShouldBe(HttpStatusCode.NotFound);
        (await console.Client.GetAsync("clusters/elsewhere/groups/g/timeline")).ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>Members after the newest event; null when there is none.</summary>
    private static int? Newest(JsonElement answer) => answer.GetProperty("events") is var events && events.GetArrayLength() > 0
        ? events[0].GetProperty("count").GetInt32()
        : null;

    private static string Path(string group) => $"clusters/embedded/groups/{group}/timeline";
}
