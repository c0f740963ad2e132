using System.Net;
using System.Text.Json;

namespace Dashboard.Tests.Api;

/// <summary>What a group's figures were, by REST.</summary>
public sealed class HistoryApiTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    [Fact]
    public async Task Get_GroupWithLag_HasPointsOfItsLagAndOfOneQueue()
    {
        var topic = await console.NewTopicAsync();
        await console.SendAsync(topic, 8);
        var group = console.NewName("group");
        await console.StartConsumersAsync(group, topic, delayMs: 0);

        var seen = await console.EventuallyAsync(
            Path(group),
            answer => Points(answer).Any(point => point.GetProperty("lag").ValueKind == JsonValueKind.Number), "a lag is recorded");

        seen.GetProperty("stepSeconds").GetInt32().ShouldBe(1);
        seen.GetProperty("problem").ValueKind.ShouldBe(JsonValueKind.Null);
        Points(seen).Last().EnumerateObject().Select(field => field.Name)
            .ShouldBe(["at", "lag", "brokerOffset", "consumerOffset", "produceRate", "consumeRate"]);
        var queue = await console.Client.GetAsync($"{Path(group)}?topic={topic}&broker=broker-a&queueId=0&longs=string");
        Points(queue.ShouldBe(HttpStatusCode.OK).Json).Last().GetProperty("brokerOffset").ValueKind.ShouldBe(JsonValueKind.String);
        var sum = await console.Client.GetAsync($"{Path(group)}?topic={topic}");
        Points(sum.ShouldBe(HttpStatusCode.OK).Json).Last().GetProperty("brokerOffset").GetInt64().ShouldBe(8);
    }

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=2026-13-01", "to")]
    [InlineData("from=2026-02-01T00:00:00Z&to=2026-01-31T00:00:00Z", "from")]
    [InlineData("from=2026-01-01T00:00:00Z&to=2026-01-08T00:00:01Z", "from")]
    [InlineData("from=2999-01-01T00:00:00Z&to=2999-01-02T00:00:00Z", "from")]
    [InlineData("queueId=0", "queueId")]
    [InlineData("topic=t&broker=b&queueId=-1", "queueId")]
    public async Task Get_BadRange_IsRefusedNamingTheArgument(string query, string field)
    {
        var answer = (await console.Client.GetAsync($"{Path("nobody")}?{query}")).ShouldBe(HttpStatusCode.BadRequest);

        answer.Json.GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue(answer.Text);
    }

    [Fact]
    public async Task Get_GroupOrClusterThatDoesNotExist_Is404()
    {
        (await console.Client.GetAsync(Path("nobody"))).ShouldBe(HttpStatusCode.NotFound);
        (await console.Client.GetAsync("clusters/elsewhere/groups/g/history")).ShouldBe(HttpStatusCode.NotFound);
    }

    private static string Path(string group) => $"clusters/embedded/groups/{group}/history";

    private static IEnumerable<JsonElement> Points(JsonElement answer) => answer.GetProperty("points").EnumerateArray();
}
