using System.Net;

namespace Dashboard.Tests.Api;

public sealed class TopicApiTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    private const string Topics = "clusters/embedded/topics";

    [Fact]
    public async Task Create_Topic_IsAtOnceInListAndRoute()
    {
        var name = console.NewName("orders");

        var created = (await console.Client.PostAsync(Topics, new { name, queues = 3, perm = 6 })).ShouldBe(HttpStatusCode.Created);

        created.Headers.Location!.OriginalString.ShouldBe($"/api/v1/{Topics}/{name}");
        var row = ApiConsole.Find((await console.Client.GetAsync($"{Topics}?type=normal")).Json, name, "name").ShouldNotBeNull();
        row.GetProperty("type").GetString().ShouldBe("normal");
        row.GetProperty("queues").GetInt32().ShouldBe(6);
        row.GetProperty("maxOffset").GetInt64().ShouldBe(0);
        row.GetProperty("groups").GetInt32().ShouldBe(0);
        var detail = (await console.Client.GetAsync(created.Headers.Location.OriginalString)).ShouldBe(HttpStatusCode.OK).Json;
        var route = detail.GetProperty("route").EnumerateArray().ToArray();
        route.Select(one => one.GetProperty("broker").GetString()).ShouldBe(["broker-a", "broker-b"]);
        route.ShouldAllBe(one => one.GetProperty("readQueues").GetInt32() == 3 && one.GetProperty("perm").GetInt32() == 6);
        var queues = detail.GetProperty("queues").EnumerateArray().ToArray();
        queues.Length.ShouldBe(6);
        queues[5].GetProperty("broker").GetString().ShouldBe("broker-b");
        queues[5].GetProperty("queueId").GetInt32().ShouldBe(2);
        queues[5].GetProperty("minOffset").GetInt64().ShouldBe(0);
        queues[5].GetProperty("maxOffset").GetInt64().ShouldBe(0);
        queues[5].GetProperty("lastStoredAt").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        detail.GetProperty("sampledAt").GetString()!.ShouldEndWith("Z");
    }

    [Fact]
    public async Task Create_OneBroker_IsOnThatOneOnly()
    {
        var name = console.NewName("lone");

        (await console.Client.PostAsync(Topics, new { name, brokers = new[] { "broker-b" } })).ShouldBe(HttpStatusCode.Created);

        var route = (await console.Client.GetAsync($"{Topics}/{name}")).Json.GetProperty("route").EnumerateArray().ShouldHaveSingleItem();
        route.GetProperty("broker").GetString().ShouldBe("broker-b");
    }

    [Fact]
    public async Task Create_Existing_IsAConflictAndChangesNothing()
    {
        var name = await console.NewTopicAsync(queues: 2);

        (await console.Client.PostAsync(Topics, new { name, queues = 1 })).ShouldBeProblem(HttpStatusCode.Conflict, name, "PUT");

        (await console.Client.GetAsync($"{Topics}/{name}")).Json.GetProperty("queues").GetArrayLength().ShouldBe(4);
    }

    [Fact]
    public async Task List_OfAType_HasOnlyThat()
    {
        var topic = await console.NewTopicAsync();
        var group = await console.NewReaderAsync(topic, messages: 0);

        var retry = await console.Client.GetAsync($"{Topics}?type=retry");
        var system = await console.Client.GetAsync($"{Topics}?type=system");

        retry.Rows.ShouldAllBe(row => row.GetProperty("type").GetString() == "retry");
        ApiConsole.Find(retry.Json, $"%RETRY%{group}", "name").ShouldNotBeNull();
        system.Rows.ShouldNotBeEmpty();
        system.Rows.ShouldAllBe(row => row.GetProperty("type").GetString() == "system");
        (await console.Client.GetAsync($"{Topics}?type=dlq")).Rows.ShouldAllBe(row => row.GetProperty("type").GetString() == "dlq");
        (await console.Client.GetAsync(Topics)).Rows.Count.ShouldBeGreaterThan(retry.Rows.Count + system.Rows.Count);
    }

    [Theory]
    [InlineData("%25RETRY%25")]
    [InlineData("%RETRY%")]
    public async Task Read_PercentInThePath_IsTheRetryTopic(string prefix)
    {
        var group = await console.NewReaderAsync(await console.NewTopicAsync(), messages: 0);

        var answer = (await console.Client.GetAsync($"{Topics}/{prefix}{group}")).ShouldBe(HttpStatusCode.OK);

        answer.Json.GetProperty("name").GetString().ShouldBe($"%RETRY%{group}");
        answer.Json.GetProperty("type").GetString().ShouldBe("retry");
    }

    [Fact]
    public async Task Update_QueuesAndPermission_AreInTheRouteAtOnce()
    {
        var name = await console.NewTopicAsync(queues: 1);

        (await console.Client.PutAsync($"{Topics}/{name}", new { queues = 4 })).ShouldBe(HttpStatusCode.NoContent);
        var wider = (await console.Client.GetAsync($"{Topics}/{name}")).Json;
        (await console.Client.PutAsync($"{Topics}/{name}", new { perm = 4 })).ShouldBe(HttpStatusCode.NoContent);
        var readOnly = (await console.Client.GetAsync($"{Topics}/{name}")).Json.GetProperty("route");

        wider.GetProperty("queues").GetArrayLength().ShouldBe(8);
        readOnly.EnumerateArray().ShouldAllBe(one =>
            one.GetProperty("perm").GetInt32() == 4 && one.GetProperty("readQueues").GetInt32() == 4);
    }

    [Fact]
    public async Task Update_FewerQueuesWithUnreadMessages_IsRefusedUntilTheyAreRead()
    {
        var name = await console.NewTopicAsync(queues: 2);
        await console.SendAsync(name, 8);
        var group = await console.NewReaderAsync(name, messages: 8);
        await console.SendAsync(name, 8);

        (await console.Client.PutAsync($"{Topics}/{name}", new { queues = 1 }))
            .ShouldBeProblem(HttpStatusCode.Conflict, "queues: ", "Q1", group, "PUT writeQueues 1", "force");
        (await QueuesOfAsync(name)).ShouldBe([(2, 2), (2, 2)]);

        (await console.Client.PutAsync($"{Topics}/{name}", new { writeQueues = 1 })).ShouldBe(HttpStatusCode.NoContent);
        (await QueuesOfAsync(name)).ShouldBe([(2, 1), (2, 1)]);
        (await console.Client.PutAsync($"{Topics}/{name}", new { perm = 6 })).ShouldBe(HttpStatusCode.NoContent);
        (await QueuesOfAsync(name)).ShouldBe([(2, 1), (2, 1)]);

        (await console.Client.PostAsync($"clusters/embedded/groups/{group}/resets", new { mode = "latest" })).ShouldBe(HttpStatusCode.OK);
        (await console.Client.PutAsync($"{Topics}/{name}", new { queues = 1 })).ShouldBe(HttpStatusCode.NoContent);
        (await QueuesOfAsync(name)).ShouldBe([(1, 1), (1, 1)]);
    }

    [Fact]
    public async Task Update_FewerQueuesByForce_IsDoneThoughNobodyRead()
    {
        var name = await console.NewTopicAsync(queues: 2);
        await console.SendAsync(name, 8);

        (await console.Client.PutAsync($"{Topics}/{name}", new { queues = 1 })).ShouldBeProblem(HttpStatusCode.Conflict, "no group");
        (await console.Client.PutAsync($"{Topics}/{name}", new { queues = 1, force = true })).ShouldBe(HttpStatusCode.NoContent);

        (await QueuesOfAsync(name)).ShouldBe([(1, 1), (1, 1)]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Update_WriteQueuesThatNobodyReads_AreRefused(int writeQueues)
    {
        var name = await console.NewTopicAsync(queues: 2);

        (await console.Client.PutAsync($"{Topics}/{name}", new { writeQueues })).ShouldBeInvalid("writeQueues", "1 to 2");
    }

    [Fact]
    public async Task Delete_Topic_IsGoneAtOnce()
    {
        var name = await console.NewTopicAsync();
        await console.SendAsync(name, 3);

        (await console.Client.DeleteAsync($"{Topics}/{name}")).ShouldBe(HttpStatusCode.NoContent).Text.ShouldBeEmpty();

        ApiConsole.Find((await console.Client.GetAsync(Topics)).Json, name, "name").ShouldBeNull();
        (await console.Client.GetAsync($"{Topics}/{name}")).ShouldBeProblem(HttpStatusCode.NotFound, name);
        (await console.Client.DeleteAsync($"{Topics}/{name}")).ShouldBeProblem(HttpStatusCode.NotFound, name);
    }

    [Fact]
    public async Task Delete_BySeveralAtOnce_IsGoneAndNobodyMeetsAFailure()
    {
        var name = await console.NewTopicAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => console.Client.DeleteAsync($"{Topics}/{name}")));

        answers.ShouldContain(answer => answer.Status == HttpStatusCode.NoContent);
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.NoContent || answer.Status == HttpStatusCode.NotFound);
        (await console.Client.GetAsync($"{Topics}/{name}")).ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<(int Read, int Write)[]> QueuesOfAsync(string topic)
    {
        var routes = (await console.Client.GetAsync($"{Topics}/{topic}")).Json.GetProperty("route").EnumerateArray();
        return [.. routes.Select(route => (route.GetProperty("readQueues").GetInt32(), route.GetProperty("writeQueues").GetInt32()))];
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("PUT", "")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/messages")]
    public async Task Topic_Unknown_IsNamed(string method, string rest)
    {
        object? body = method switch
        {
            "PUT" => new { queues = 2 },
            "POST" => new { body = "x" },
            _ => null,
        };

        (await console.Client.CallAsync(new HttpMethod(method), $"{Topics}/nobody{rest}", body))
            .ShouldBeProblem(HttpStatusCode.NotFound, "nobody");
    }

    [Theory]
    [InlineData("a b", "letters, digits")]
    [InlineData("a/b", "letters, digits")]
    [InlineData("тема", "letters, digits")]
    [InlineData("", "blank")]
    [InlineData("   ", "blank")]
    public async Task Create_IllegalName_SaysTheRule(string name, string rule) =>
        (await console.Client.PostAsync(Topics, new { name })).ShouldBeInvalid("name", rule);

    [Fact]
    public async Task Create_LongName_IsRefusedFrom128On()
    {
        (await console.Client.PostAsync(Topics, new { name = new string('a', 128) })).ShouldBeInvalid("name", "128", "127");
        (await console.Client.PostAsync(Topics, new { name = new string('a', 127), queues = 1 })).ShouldBe(HttpStatusCode.Created);
        (await console.Client.PostAsync(Topics, new { name = new string('a', 100_000) })).ShouldBeInvalid("name", "100000");
        (await console.Client.GetAsync($"{Topics}/{new string('a', 4000)}")).ShouldBeInvalid("topic", "4000");
    }

    [Theory]
    [InlineData("""{"name":"x1","queues":0}""", "queues", "1 to 1024")]
    [InlineData("""{"name":"x1","queues":-1}""", "queues", "1 to 1024")]
    [InlineData("""{"name":"x1","queues":1025}""", "queues", "1 to 1024")]
    [InlineData("""{"name":"x1","perm":7}""", "perm", "2 (write)")]
    [InlineData("""{"name":"x1","brokers":[]}""", "brokers", "at least one")]
    [InlineData("""{"name":"x1","brokers":["broker-z"]}""", "brokers", "broker-z")]
    [InlineData("""{"name":"TBW102"}""", "name", "TBW102")]
    [InlineData("""{"queues":1}""", "name", "missing")]
    [InlineData("""{"name":null}""", "name", "missing")]
    public async Task Create_WrongValue_NamesFieldAndRule(string body, string field, string rule)
    {
        (await console.Client.PostAsync(Topics, body)).ShouldBeInvalid(field, rule);

        (await console.Client.GetAsync($"{Topics}/x1")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("TBW102")]
    [InlineData("broker-a")]
    [InlineData("embedded")]
    public async Task Change_TopicOfTheCluster_IsRefused(string name)
    {
        (await console.Client.PostAsync(Topics, new { name })).ShouldBeInvalid("name", name);
        (await console.Client.PutAsync($"{Topics}/{name}", new { queues = 2 })).ShouldBeInvalid("topic", name);
        (await console.Client.DeleteAsync($"{Topics}/{name}")).ShouldBeInvalid("topic", name);
    }
}
