using System.Net;
using System.Text;
using System.Text.Json;

namespace Dashboard.Tests.Api;

public sealed class MessageFindApiTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    private const string Path = "clusters/embedded/messages";

    [Fact]
    public async Task Find_EachWay_GivesTheSameMessage()
    {
        var topic = await console.NewTopicAsync();
        var sent = (await console.Client.PostAsync(
            $"clusters/embedded/topics/{topic}/messages",
            new { body = "{\"no\":7}", keys = "k7", tags = "A", properties = new { own = "1" } }))
            .ShouldBe(HttpStatusCode.OK).Json.GetProperty("last");
        var place = $"{Path}?topic={topic}&broker={sent.GetProperty("broker")}&queueId={sent.GetProperty("queueId")}&offset=0";

        var found = (await console.Client.GetAsync(place)).ShouldBe(HttpStatusCode.OK).Json.GetProperty("messages")[0];
        var id = found.GetProperty("messageId").GetString();
        string[] queries =
        [
            $"topic={topic}", $"topic={topic}&from=2020-01-01&to=2100-01-01&page=1", $"topic={topic}&key=k7",
            $"id={found.GetProperty("offsetMessageId")}", $"topic={topic}&id={id}",
        ];
        foreach (var query in queries)
        {
            var one = (await console.Client.GetAsync($"{Path}?{query}")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("messages");
            one.GetArrayLength().ShouldBe(1, query);
            one[0].GetRawText().ShouldBe(found.GetRawText(), query);
        }

        found.GetProperty("text").GetString().ShouldBe("{\"no\":7}");
        Encoding.UTF8.GetString(found.GetProperty("body").GetBytesFromBase64()).ShouldBe("{\"no\":7}");
        (found.GetProperty("keys").GetString(), found.GetProperty("tags").GetString(), found.GetProperty("bodyBytes").GetInt32())
            .ShouldBe(("k7", "A", 8));
        found.GetProperty("properties").GetProperty("own").GetString().ShouldBe("1");
        (await console.Client.GetAsync(place.Replace("?", "/body?"))).ShouldBe(HttpStatusCode.OK).Text.ShouldBe("{\"no\":7}");
    }

    [Fact]
    public async Task Pages_ByNumberAndByCursor_MeetEveryMessageOnce()
    {
        var topic = await console.NewTopicAsync();
        await console.Client.PostAsync($"clusters/embedded/topics/{topic}/messages", new { body = "x", count = 25 });

        var seen = new List<string>();
        for (var next = "1"; next is not null;)
        {
            var page = (await console.Client.GetAsync($"{Path}?topic={topic}&size=10&page={next}")).ShouldBe(HttpStatusCode.OK).Json;
            page.GetProperty("total").GetInt64().ShouldBe(25);
            seen.AddRange(Places(page));
            next = page.GetProperty("older").GetString();
        }

        var numbered = new List<string>();
        foreach (var number in new[] { 1, 2, 3, 4 })
        {
            numbered.AddRange(Places((await console.Client.GetAsync($"{Path}?topic={topic}&size=10&page={number}")).Json));
        }

        seen.Distinct().Count().ShouldBe(25);
        numbered.ShouldBe(seen);
        (await console.Client.GetAsync($"{Path}?topic={topic}&from=2100-01-01")).Json.GetProperty("total").GetInt64().ShouldBe(0);
        (await console.Client.GetAsync($"{Path}?topic={topic}&to=2020-01-01")).Json.GetProperty("total").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task Body_NoUtf8_HasNoText()
    {
        var topic = await console.NewTopicAsync();
        await console.Client.PostAsync(
            $"clusters/embedded/topics/{topic}/messages", new { bodyBase64 = Convert.ToBase64String([0xff, 0xfe]) });

        var found = (await console.Client.GetAsync($"{Path}?topic={topic}")).Json.GetProperty("messages")[0];

        found.GetProperty("text").ValueKind.ShouldBe(JsonValueKind.Null);
        found.GetProperty("body").GetBytesFromBase64().ShouldBe([0xff, 0xfe]);
    }

    [Theory]
    [InlineData("", "topic", "missing")]
    [InlineData("key=k", "topic", "missing")]
    [InlineData("id=abc", "topic", "unique id")]
    [InlineData("topic=t&broker=broker-a&queueId=0", "offset", "missing")]
    [InlineData("topic=t&broker=broker-a&queueId=x&offset=1", "queueId", "number")]
    [InlineData("topic=t&page=0", "page", "from 1")]
    [InlineData("topic=t&page=101", "page", "100")]
    [InlineData("topic=t&page=a:b", "page", "leave it out")]
    [InlineData("topic=t&size=0", "size", "1 to 100")]
    [InlineData("topic=t&from=yesterday", "from", "ISO 8601")]
    [InlineData("topic=t&from=2026-01-02&to=2026-01-01", "to", "ends before")]
    public async Task Find_WrongValue_NamesFieldAndRule(string query, string field, string rule) =>
        (await console.Client.GetAsync($"{Path}?{query}")).ShouldBeInvalid(field, rule);

    [Fact]
    public async Task Find_NothingThere_IsToldWithWhatThereIs()
    {
        var topic = await console.NewTopicAsync();

        (await console.Client.GetAsync($"{Path}?topic={topic}&broker=broker-a&queueId=0&offset=5"))
            .ShouldBeProblem(HttpStatusCode.NotFound, "offset 5");
        (await console.Client.GetAsync($"{Path}?topic={topic}&broker=nowhere&queueId=0&offset=5"))
            .ShouldBeProblem(HttpStatusCode.NotFound, "nowhere");
        (await console.Client.GetAsync($"{Path}?topic=no-such-topic")).ShouldBeProblem(HttpStatusCode.NotFound, "no-such-topic");
        (await console.Client.GetAsync($"{Path}?topic={topic}&key=none")).Json.GetProperty("messages").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Consume_OnlineMember_TellsItsResultAndStandsInTheAudit()
    {
        var topic = await console.NewTopicAsync();
        var group = console.NewName("group");
        var sent = await console.Client.PostAsync($"clusters/embedded/topics/{topic}/messages", new { body = "x" });
        var last = sent.Json.GetProperty("last");
        var (broker, queueId) = (last.GetProperty("broker").GetString(), last.GetProperty("queueId").GetInt32());
        var message = new { topic, broker, queueId, offset = 0 };
        var consumers = await console.StartConsumersAsync(group, topic);
        await console.EventuallyAsync(
            "demo/consumers", list => ApiConsole.Find(list, consumers)?.GetProperty("consumed").GetInt64() == 1, "consumed in its turn");

        var answer = await console.Client.PostAsync($"clusters/embedded/groups/{group}/consume", new { message });
        await console.EventuallyAsync(
            "demo/consumers", list => ApiConsole.Find(list, consumers)?.GetProperty("consumed").GetInt64() == 2, "consumed directly");
        (await console.Client.DeleteAsync($"demo/consumers/{consumers}")).ShouldBe(HttpStatusCode.NoContent);
        var offline = await console.Client.PostAsync($"clusters/embedded/groups/{group}/consume", new { message });

        answer.ShouldBe(HttpStatusCode.OK).Json.GetProperty("result").GetString().ShouldBe("success");
        answer.Json.GetProperty("consumed").GetBoolean().ShouldBeTrue();
        offline.ShouldBeProblem(HttpStatusCode.Conflict, group);
        (await console.Client.PostAsync($"clusters/embedded/groups/{group}/consume", "{}")).ShouldBeInvalid("message", "missing");
    }

    private static IEnumerable<string> Places(JsonElement page) => page.GetProperty("messages").EnumerateArray()
        .Select(one => $"{one.GetProperty("broker")} {one.GetProperty("queueId")} {one.GetProperty("offset")}");
}
