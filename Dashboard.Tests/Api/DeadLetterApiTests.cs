using System.Net;
using System.Text.Json;
using Engine.Client.Consuming;
using Engine.Protocol.Bodies;

namespace Dashboard.Tests.Api;

public sealed class DeadLetterApiTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    [Fact]
    public async Task Resend_DeadLetter_IsConsumedByItsGroupAlone()
    {
        var (topic, group) = await NewDeadLetterAsync();
        var page = (await console.Client.GetAsync($"clusters/embedded/dead-letters?group={group}")).ShouldBe(HttpStatusCode.OK).Json;
        var dead = page.GetProperty("messages")[0];
        var reader = await console.StartConsumersAsync(group, topic);

        var answer = await console.Client.PostAsync(
            $"clusters/embedded/groups/{group}/resend", new { messages = new[] { Name(dead) }, reason = "fixed" });

        page.GetProperty("total").GetInt64().ShouldBe(1);
        (dead.GetProperty("topic").GetString(), dead.GetProperty("originalTopic").GetString()).ShouldBe(($"%DLQ%{group}", topic));
        dead.GetProperty("reason").GetString().ShouldBe("retriesExhausted");
        dead.GetProperty("body").GetString().ShouldBe("x");
        var row = answer.ShouldBe(HttpStatusCode.OK).Json.GetProperty("rows")[0];
        row.GetProperty("copy").GetProperty("topic").GetString().ShouldBe($"%RETRY%{group}");
        await console.EventuallyAsync(
            "demo/consumers", list => ApiConsole.Find(list, reader)?.GetProperty("consumed").GetInt64() == 1, "the message once more");
        (await console.Client.DeleteAsync($"demo/consumers/{reader}")).ShouldBe(HttpStatusCode.NoContent);
        var groups = (await console.Client.GetAsync("clusters/embedded/dead-letters/groups")).Json.GetProperty("groups");
        ApiConsole.Find(groups, group, "group")!.Value.GetProperty("messages").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task Export_EachForm_HasEveryDeadLetter()
    {
        var (topic, group) = await NewDeadLetterAsync();
        var path = $"clusters/embedded/dead-letters/export?group={group}";

        var csv = (await console.Client.GetAsync($"{path}&format=csv")).ShouldBe(HttpStatusCode.OK).Text.Split("\r\n");
        var lines = (await console.Client.GetAsync($"{path}&format=ndjson")).ShouldBe(HttpStatusCode.OK).Text.Split('\n');
        var json = (await console.Client.GetAsync(path)).ShouldBe(HttpStatusCode.OK).Json;

        csv[0].ShouldStartWith("topic,broker,queueId,offset,messageId,originalTopic");
        csv[1].ShouldStartWith($"%DLQ%{group},broker-");
        (csv.Length, lines.Length, json.GetArrayLength()).ShouldBe((3, 2, 1));
        json[0].GetProperty("originalTopic").GetString().ShouldBe(topic);
        json[0].GetProperty("reason").GetString().ShouldBe("retriesExhausted");
        JsonDocument.Parse(lines[0]).RootElement.GetRawText().ShouldBe(json[0].GetRawText());
        (await console.Client.GetAsync("clusters/embedded/dead-letters/export")).ShouldBeInvalid("group", "missing");
        (await console.Client.GetAsync($"{path}&format=xml")).ShouldBeInvalid("format", "csv");
        (await console.Client.GetAsync("clusters/embedded/dead-letters/export?group=nobody"))
            .ShouldBeProblem(HttpStatusCode.NotFound, "nobody");
    }

    [Fact]
    public async Task Resend_OneIsGone_IsPartialAndTold()
    {
        var (_, group) = await NewDeadLetterAsync();
        var dead = (await console.Client.GetAsync($"clusters/embedded/dead-letters?group={group}")).Json.GetProperty("messages")[0];
        var gone = new { topic = $"%DLQ%{group}", broker = "broker-a", queueId = 0, offset = 99 };
        var path = $"clusters/embedded/groups/{group}/resend";

        var partly = await console.Client.PostAsync(path, new { messages = new[] { Name(dead), gone } });
        var none = await console.Client.PostAsync(path, new { messages = new[] { gone } });

        partly.ShouldBe(HttpStatusCode.MultiStatus).Json.GetProperty("resent").GetInt32().ShouldBe(1);
        partly.Json.GetProperty("rows")[1].GetProperty("error").GetString()!.ShouldContain("99");
        none.ShouldBe(HttpStatusCode.BadGateway);
    }

    [Theory]
    [InlineData("{}", "messages", "missing")]
    [InlineData("""{"messages":[]}""", "messages", "1 to 200")]
    [InlineData("""{"messages":[{"topic":"t","broker":"b","queueId":0}]}""", "messages[0].offset", "missing")]
    [InlineData("""{"messages":[{"topic":"a b","broker":"b","queueId":0,"offset":0}]}""", "messages[0].topic", "letters")]
    [InlineData("""{"messages":[{"topic":"t","broker":"b","queueId":0,"offset":-1}]}""", "messages[0]", "negative")]
    [InlineData("""{"messages":[{"topic":"SCHEDULE_TOPIC_XXXX","broker":"b","queueId":0,"offset":1}]}""", "messages[0].topic", "own")]
    [InlineData(
        """{"messages":[{"topic":"t","broker":"b","queueId":0,"offset":1},{"topic":"t","broker":"b","queueId":0,"offset":1}]}""",
        "messages[1]",
        "same message")]
    public async Task Resend_WrongValue_NamesFieldAndRule(string body, string field, string rule) =>
        (await console.Client.PostAsync("clusters/embedded/groups/g/resend", body)).ShouldBeInvalid(field, rule);

    [Fact]
    public async Task Read_WrongValue_NamesField()
    {
        const string path = "clusters/embedded/dead-letters";

        (await console.Client.GetAsync(path)).ShouldBeInvalid("group", "missing");
        (await console.Client.GetAsync($"{path}?group=g&size=101")).ShouldBeInvalid("size", "1 to 100");
        (await console.Client.GetAsync($"{path}?group=g&size=x")).ShouldBeInvalid("size", "number");
        (await console.Client.GetAsync($"{path}?group=g&cursor=x")).ShouldBeInvalid("cursor", "leave it out");
        (await console.Client.GetAsync($"{path}?group=nobody")).ShouldBeProblem(HttpStatusCode.NotFound, "nobody");
        (await console.Client.PostAsync(
            "clusters/embedded/groups/nobody/resend", """{"messages":[{"topic":"t","broker":"b","queueId":0,"offset":1}]}"""))
            .ShouldBeProblem(HttpStatusCode.NotFound, "nobody");
    }

    [Fact]
    public async Task Members_Online_TellWhatTheyHold()
    {
        var topic = await console.NewTopicAsync();
        var group = console.NewName("group");
        var id = await console.StartConsumersAsync(group, topic);

        var list = await console.EventuallyAsync(
            $"clusters/embedded/groups/{group}/members",
            answer => answer.TryGetProperty("clients", out var clients) && clients.GetArrayLength() == 1
                && clients[0].GetProperty("memberships")[0].GetProperty("running").ValueKind != JsonValueKind.Null
                && clients[0].GetProperty("memberships")[0].GetProperty("running").GetProperty("queues").GetArrayLength() >= 2,
            "a member with its queues");
        var clientId = list.GetProperty("clients")[0].GetProperty("clientId").GetString()!;
        var member = $"clusters/embedded/groups/{group}/members/{Uri.EscapeDataString(clientId)}";
        var alone = (await console.Client.GetAsync($"{member}?stacks=true")).ShouldBe(HttpStatusCode.OK).Json;
        var clients = (await console.Client.GetAsync("clusters/embedded/clients")).ShouldBe(HttpStatusCode.OK).Json.GetProperty("clients");

        alone.GetProperty("stacks").GetString().ShouldNotBeNullOrEmpty();
        alone.GetProperty("settings").GetProperty("consumerGroup").GetString().ShouldBe(group);
        ApiConsole.Find(clients, clientId, "clientId").ShouldNotBeNull();
        (await console.Client.GetAsync($"{member}?stacks=maybe")).ShouldBeInvalid("stacks", "true, false");
        (await console.Client.GetAsync($"clusters/embedded/groups/{group}/members/nobody"))
            .ShouldBeProblem(HttpStatusCode.NotFound, "nobody");
        (await console.Client.GetAsync("clusters/embedded/groups/nobody/members")).ShouldBeProblem(HttpStatusCode.NotFound, "nobody");
        (await console.Client.DeleteAsync($"demo/consumers/{id}")).ShouldBe(HttpStatusCode.NoContent);
    }

    private static object Name(JsonElement dead) => new
    {
        topic = dead.GetProperty("topic").GetString(),
        broker = dead.GetProperty("broker").GetString(),
        queueId = dead.GetProperty("queueId").GetInt32(),
        offset = dead.GetProperty("offset").GetInt64(),
    };

    /// <summary>A group without retries whose consumer failed the one message of its topic.</summary>
    private async Task<(string Topic, string Group)> NewDeadLetterAsync()
    {
        var topic = await console.NewTopicAsync();
        var group = console.NewName("group");
        (await console.Client.PostAsync("clusters/embedded/groups", new { name = group, retryMaxTimes = 0 }))
            .ShouldBe(HttpStatusCode.Created);
        var options = new PushConsumerOptions
        {
            Group = group,
            Subscriptions = new Dictionary<string, string> { [topic] = "*" },
            ConsumeFromWhere = ConsumeFromWhere.FirstOffset,
            MaxReconsumeTimes = 0,
        };
        await using var consumer = console.Embedded.CreatePushConsumer(options, new RefusingListener());
        await consumer.StartAsync(CancellationToken.None);
        await console.SendAsync(topic, 1);
        await console.EventuallyAsync(
            $"clusters/embedded/dead-letters?group={group}",
            page => page.TryGetProperty("messages", out var messages) && messages.GetArrayLength() == 1,
            "a dead letter");
        return (topic, group);
    }
}
