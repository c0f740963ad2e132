using System.Net;
using System.Text;

namespace Dashboard.Tests.Api;

public sealed class MessageApiTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    private const int FourMiB = 4 * 1024 * 1024;

    [Fact]
    public async Task Send_OneText_TellsWhereItLiesAndIsCountedAtOnce()
    {
        var topic = await console.NewTopicAsync();

        var sent = (await SendAsync(topic, new
        {
            body = "Grüße",
            tags = "blue",
            keys = "k1 k2",
            properties = new Dictionary<string, string> { ["colour"] = "blau" },
        })).ShouldBe(HttpStatusCode.OK).Json;

        sent.GetProperty("sent").GetInt32().ShouldBe(1);
        sent.GetProperty("failed").GetInt32().ShouldBe(0);
        var last = sent.GetProperty("last");
        last.GetProperty("messageId").GetString()!.Length.ShouldBe(32);
        last.GetProperty("broker").GetString()!.ShouldStartWith("broker-");
        last.GetProperty("queueId").GetInt32().ShouldBe(0);
        last.GetProperty("offset").GetInt64().ShouldBe(0);
        (await MaxOffsetAsync(topic)).ShouldBe(1);
    }

    [Fact]
    public async Task Send_Many_SpreadsOverTheQueues()
    {
        var topic = await console.NewTopicAsync(queues: 2);

        var sent = (await SendAsync(topic, new { body = "x", count = 100 })).ShouldBe(HttpStatusCode.OK).Json;

        sent.GetProperty("sent").GetInt32().ShouldBe(100);
        (await MaxOffsetAsync(topic)).ShouldBe(100);
        var detail = (await console.Client.GetAsync($"clusters/embedded/topics/{topic}")).Json;
        var queues = detail.GetProperty("queues").EnumerateArray().ToArray();
        queues.Sum(queue => queue.GetProperty("maxOffset").GetInt64()).ShouldBe(100);
        queues.ShouldAllBe(queue => queue.GetProperty("maxOffset").GetInt64() > 0);
        queues.ShouldAllBe(queue => queue.GetProperty("lastStoredAt").GetString()!.EndsWith('Z'));
    }

    [Fact]
    public async Task Send_LongsAsString_GivesTheOffsetAsText()
    {
        var topic = await console.NewTopicAsync();

        var sent = await console.Client.PostAsync($"clusters/embedded/topics/{topic}/messages?longs=string", new { body = "x" });

        sent.Json.GetProperty("last").GetProperty("offset").GetString().ShouldBe("0");
        sent.Json.GetProperty("sent").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_BodyOfFourMiB_IsTakenAndOneByteMoreIsNot(bool asBase64)
    {
        var topic = await console.NewTopicAsync();

        (await SendAsync(topic, BodyOf(FourMiB, asBase64))).ShouldBe(HttpStatusCode.OK);
        (await SendAsync(topic, BodyOf(FourMiB + 1, asBase64))).ShouldBeInvalid("body", "4194305", "4194304", "code 13", "MESSAGE_ILLEGAL");

        (await MaxOffsetAsync(topic)).ShouldBe(1);
    }

    [Fact]
    public async Task Send_RequestBeyondTheServersLimit_IsAProblemWithRocketMqsReason()
    {
        var topic = await console.NewTopicAsync();

        var answer = await console.Client.CallAsync(
            HttpMethod.Post,
            $"clusters/embedded/topics/{topic}/messages",
            BodyOf(31_000_000, asBase64: false),
            request => request.Headers.ExpectContinue = true);

        answer.ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "4194304", "MESSAGE_ILLEGAL");
    }

    [Theory]
    [InlineData("""{}""", "body", "either")]
    [InlineData("""{"body":"x","bodyBase64":"eA=="}""", "body", "not both")]
    [InlineData("""{"bodyBase64":"not base64!"}""", "bodyBase64", "base64")]
    [InlineData("""{"body":""}""", "body", "empty")]
    [InlineData("""{"body":"x","count":0}""", "count", "1 to 100000")]
    [InlineData("""{"body":"x","count":-1}""", "count", "1 to 100000")]
    [InlineData("""{"body":"x","count":100001}""", "count", "1 to 100000")]
    [InlineData("""{"body":"x","properties":{"KEYS":"k"}}""", "properties", "KEYS")]
    [InlineData("""{"body":"x","properties":{"a":""}}""", "properties", "'a'")]
    [InlineData("""{"body":"x","properties":{"":"a"}}""", "properties", "name")]
    [InlineData("""{"body":"x","properties":{"a\u0001b":"c"}}""", "properties", "U+0001")]
    [InlineData("""{"body":"x","tags":"a\u0002b"}""", "tags", "U+0001")]
    [InlineData("""{"body":"x","keys":"a\u0001b"}""", "keys", "U+0001")]
    [InlineData("""{"body":"x","properties":{"a":null}}""", "properties.a", "text")]
    [InlineData("""{"body":"x","properties":["a"]}""", "properties", "a list")]
    [InlineData("""{"body":7}""", "body", "a text, not 7")]
    public async Task Send_WrongValue_NamesFieldAndRule(string body, string field, string rule)
    {
        var topic = await console.NewTopicAsync();

        (await SendAsync(topic, body)).ShouldBeInvalid(field, rule);

        (await MaxOffsetAsync(topic)).ShouldBe(0);
    }

    [Fact]
    public async Task Send_TooManyProperties_SaysHowMuchFits()
    {
        var topic = await console.NewTopicAsync();

        (await SendAsync(topic, new { body = "x", properties = new Dictionary<string, string> { ["a"] = new('x', 32_767) } }))
            .ShouldBeInvalid("properties", "32767", "MESSAGE_ILLEGAL");
        (await SendAsync(topic, new { body = "x", properties = new Dictionary<string, string> { ["a"] = new('x', 32_000) } }))
            .ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Send_TopicThatIsReadOnly_FailsWithTheReasonInTheShapeOfAResult()
    {
        var topic = await console.NewTopicAsync();
        (await console.Client.PutAsync($"clusters/embedded/topics/{topic}", new { perm = 4 })).ShouldBe(HttpStatusCode.NoContent);

        var answer = (await SendAsync(topic, new { body = "x", count = 3 })).ShouldBe(HttpStatusCode.BadGateway).Json;

        answer.GetProperty("sent").GetInt32().ShouldBe(0);
        answer.GetProperty("failed").GetInt32().ShouldBe(3);
        answer.GetProperty("last").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        answer.GetProperty("error").GetString().ShouldNotBeNullOrEmpty();
    }

    private static object BodyOf(int bytes, bool asBase64) => asBase64
        ? new { bodyBase64 = Convert.ToBase64String(Encoding.ASCII.GetBytes(new string('x', bytes))) }
        : new { body = new string('x', bytes) };

    private Task<ApiAnswer> SendAsync(string topic, object body) =>
        console.Client.PostAsync($"clusters/embedded/topics/{topic}/messages", body);

    private async Task<long> MaxOffsetAsync(string topic)
    {
        var list = (await console.Client.GetAsync("clusters/embedded/topics")).Json;
        return ApiConsole.Find(list, topic, "name").ShouldNotBeNull().GetProperty("maxOffset").GetInt64();
    }
}
