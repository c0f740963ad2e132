using System.Net;

namespace Dashboard.Tests.Api;

public sealed class DemoApiTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    [Fact]
    public async Task Producer_WithACount_SendsThatManyAndFinishes()
    {
        var topic = console.NewName("demo");

        var started = await console.Client.PostAsync(
            "demo/producers", new { topic, ratePerSecond = 5000, bodyBytes = 64, count = 200, tags = "demo" });

        started.ShouldBe(HttpStatusCode.Created);
        var id = started.Json.GetProperty("id").GetString()!;
        started.Headers.Location!.OriginalString.ShouldBe($"/api/v1/demo/producers/{id}");
        var list = await console.EventuallyAsync(
            "demo/producers", list => ApiConsole.Find(list, id)!.Value.GetProperty("state").GetString() == "finished", $"{id} finishes");
        var producer = ApiConsole.Find(list, id)!.Value;
        producer.GetProperty("topic").GetString().ShouldBe(topic);
        producer.GetProperty("sent").GetInt64().ShouldBe(200);
        producer.GetProperty("failed").GetInt64().ShouldBe(0);
        producer.GetProperty("rate").GetDouble().ShouldBe(0);
        var row = ApiConsole.Find((await console.Client.GetAsync("clusters/embedded/topics")).Json, topic, "name")!.Value;
        row.GetProperty("maxOffset").GetInt64().ShouldBe(200);
    }

    [Fact]
    public async Task Producer_Stopped_LeavesTheListAndASecondStopFindsNothing()
    {
        var started = await console.Client.PostAsync("demo/producers", new { topic = console.NewName("demo") });
        var path = started.ShouldBe(HttpStatusCode.Created).Headers.Location!.OriginalString;

        (await console.Client.DeleteAsync(path)).ShouldBe(HttpStatusCode.NoContent);

        (await console.Client.DeleteAsync(path)).ShouldBeProblem(HttpStatusCode.NotFound, "no demo producer");
        ApiConsole.Find((await console.Client.GetAsync("demo/producers")).Json, path.Split('/')[^1]).ShouldBeNull();
    }

    [Fact]
    public async Task Scenario_Poison_RunsAndIsStoppedAndAnUnknownOneIsNamed()
    {
        (await console.Client.PostAsync("demo/scenarios/poison", "{}")).ShouldBe(HttpStatusCode.NoContent);

        var consumers = await console.EventuallyAsync(
            "demo/consumers",
            list => list.EnumerateArray().Any(row => row.GetProperty("group").GetString() == "demo-poison" && Failed(row) > 0),
            "the poison message fails");
        foreach (var id in consumers.EnumerateArray().Where(row => row.GetProperty("group").GetString() == "demo-poison"))
            await console.Client.DeleteAsync($"demo/consumers/{id.GetProperty("id").GetString()}");

        foreach (var row in (await console.Client.GetAsync("demo/producers")).Json.EnumerateArray()
            .Where(row => row.GetProperty("topic").GetString() == "demo-poison"))
            await console.Client.DeleteAsync($"demo/producers/{row.GetProperty("id").GetString()}");

        (await console.Client.PostAsync("demo/scenarios/none", "{}")).ShouldBeProblem(HttpStatusCode.NotFound, "there is: backlog");
        (await console.Client.GetAsync("demo/scenarios")).Json.EnumerateArray()
            .ShouldAllBe(row => row.GetProperty("look").GetString()!.Length > 0);

        static long Failed(System.Text.Json.JsonElement row) => row.GetProperty("failed").GetInt64();
    }

    [Fact]
    public async Task Consumers_OrderlyBroadcastAndFailing_AreTakenAndWhatCannotBeIsNamed()
    {
        var topic = await console.NewTopicAsync();
        await StartAndStopAsync(new { group = console.NewName("demo"), topic, orderly = true, failurePercent = 5 });
        await StartAndStopAsync(new { group = console.NewName("demo"), topic, broadcast = true });

        (await console.Client.PostAsync("demo/consumers", new { group = "g", topic, orderly = true, broadcast = true }))
            .ShouldBeProblem(HttpStatusCode.BadRequest, "exclude each other");
        (await console.Client.PostAsync("demo/consumers", new { group = "g", topic, failurePercent = 101 }))
            .ShouldBeProblem(HttpStatusCode.BadRequest, "failurePercent must be 0 to 100");
        (await console.Client.PostAsync("demo/consumers", new { group = "g", topic, maxRetries = 17 }))
            .ShouldBeProblem(HttpStatusCode.BadRequest, "maxRetries must be 0 to 16");

        async Task StartAndStopAsync(object body)
        {
            var started = (await console.Client.PostAsync("demo/consumers", body)).ShouldBe(HttpStatusCode.Created);
            (await console.Client.DeleteAsync(started.Headers.Location!.OriginalString)).ShouldBe(HttpStatusCode.NoContent);
        }
    }

    [Theory]
    [InlineData("producers", """{"topic":"demo-many"}""")]
    [InlineData("consumers", """{"group":"demo-many","topic":"demo-many"}""")]
    public async Task Stop_BySeveralAtOnce_NobodyMeetsAFailure(string what, string body)
    {
        var started = await console.Client.PostAsync($"demo/{what}", body);
        var path = started.ShouldBe(HttpStatusCode.Created).Headers.Location!.OriginalString;

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => console.Client.DeleteAsync(path)));

        answers.ShouldContain(answer => answer.Status == HttpStatusCode.NoContent);
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.NoContent || answer.Status == HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Consumers_Started_AreMembersThatConsumeAndStopCleanly()
    {
        var topic = await console.NewTopicAsync();
        await console.SendAsync(topic, 20);
        var group = console.NewName("demo");

        var id = await console.StartConsumersAsync(group, topic, instances: 2);
        var list = await console.EventuallyAsync(
            "demo/consumers", list => ApiConsole.Find(list, id)!.Value.GetProperty("consumed").GetInt64() >= 20, $"{id} consumes 20");
        (await console.Client.DeleteAsync($"demo/consumers/{id}")).ShouldBe(HttpStatusCode.NoContent);

        var consumers = ApiConsole.Find(list, id)!.Value;
        consumers.GetProperty("group").GetString().ShouldBe(group);
        consumers.GetProperty("state").GetString().ShouldBe("running");
        consumers.GetProperty("instances").GetInt32().ShouldBe(2);
        ApiConsole.Find((await console.Client.GetAsync("demo/consumers")).Json, id).ShouldBeNull();
        var after = (await console.Client.GetAsync($"clusters/embedded/groups/{group}")).Json;
        after.GetProperty("lag").GetInt64().ShouldBe(0);
        after.GetProperty("members").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Consumers_Killed_LoseTheirChannelAndReportNothing()
    {
        var topic = await console.NewTopicAsync();
        await console.SendAsync(topic, 20);
        var group = console.NewName("demo");
        var id = await console.StartConsumersAsync(group, topic);
        await console.EventuallyAsync(
            "demo/consumers", list => ApiConsole.Find(list, id)!.Value.GetProperty("consumed").GetInt64() >= 20, $"{id} consumes 20");

        (await console.Client.DeleteAsync($"demo/consumers/{id}?kill=true")).ShouldBe(HttpStatusCode.NoContent);

        await console.WaitForGroupAsync(group, snapshot => snapshot.Members.Count == 0, $"{group} lost its member with the channel");
        ApiConsole.Find((await console.Client.GetAsync("demo/consumers")).Json, id).ShouldBeNull();
    }

    [Fact]
    public async Task Consumers_Silent_StayMembersUntilStoppedAgain()
    {
        var topic = await console.NewTopicAsync();
        var group = console.NewName("demo");
        var id = await console.StartConsumersAsync(group, topic);
        await console.WaitForGroupAsync(group, snapshot => snapshot.Members.Count == 1, $"{group} has a member");

        (await console.Client.DeleteAsync($"demo/consumers/{id}?kill=silent")).ShouldBe(HttpStatusCode.NoContent);
        var silent = ApiConsole.Find((await console.Client.GetAsync("demo/consumers")).Json, id).ShouldNotBeNull();
        var members = (await console.Client.GetAsync($"clusters/embedded/groups/{group}")).Json.GetProperty("members");
        (await console.Client.DeleteAsync($"demo/consumers/{id}")).ShouldBe(HttpStatusCode.NoContent);

        silent.GetProperty("state").GetString().ShouldBe("silent");
        members.GetArrayLength().ShouldBe(1);
        ApiConsole.Find((await console.Client.GetAsync("demo/consumers")).Json, id).ShouldBeNull();
    }

    [Fact]
    public async Task Stop_UnknownIdOrKind_IsNamed()
    {
        (await console.Client.DeleteAsync("demo/consumers/c999")).ShouldBeProblem(HttpStatusCode.NotFound, "c999");
        (await console.Client.DeleteAsync("demo/producers/p999")).ShouldBeProblem(HttpStatusCode.NotFound, "p999");
        (await console.Client.DeleteAsync("demo/consumers/c999?kill=hard")).ShouldBeInvalid("kill", "true, silent");
    }

    [Theory]
    [InlineData("""{}""", "topic", "missing")]
    [InlineData("""{"topic":""}""", "topic", "blank")]
    [InlineData("""{"topic":"a b"}""", "topic", "letters, digits")]
    [InlineData("""{"topic":"TBW102"}""", "topic", "TBW102")]
    [InlineData("""{"topic":"never","ratePerSecond":0}""", "ratePerSecond", "above 0")]
    [InlineData("""{"topic":"never","ratePerSecond":-1}""", "ratePerSecond", "above 0")]
    [InlineData("""{"topic":"never","ratePerSecond":100001}""", "ratePerSecond", "100000")]
    [InlineData("""{"topic":"never","ratePerSecond":1e400}""", "ratePerSecond", "a number")]
    [InlineData("""{"topic":"never","ratePerSecond":"NaN"}""", "ratePerSecond", "a number")]
    [InlineData("""{"topic":"never","ratePerSecond":null}""", "ratePerSecond", "null")]
    [InlineData("""{"topic":"never","bodyBytes":0}""", "bodyBytes", "1 to 4194304")]
    [InlineData("""{"topic":"never","bodyBytes":4194305}""", "bodyBytes", "1 to 4194304")]
    [InlineData("""{"topic":"never","bodyBytes":99999999999}""", "bodyBytes", "32 bits")]
    [InlineData("""{"topic":"never","count":0}""", "count", "at least 1")]
    [InlineData("""{"topic":"never","count":9223372036854775808}""", "count", "64 bits")]
    [InlineData("""{"topic":"never","tags":"a\u0001"}""", "tags", "U+0001")]
    [InlineData("""{"topic":"never","ratePerSec":1}""", "ratePerSec", "ratePerSecond")]
    public async Task StartProducer_WrongValue_NamesFieldAndRule(string body, string field, string rule)
    {
        (await console.Client.PostAsync("demo/producers", body)).ShouldBeInvalid(field, rule);

        (await console.Client.GetAsync("clusters/embedded/topics/never")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"topic":"never"}""", "group", "missing")]
    [InlineData("""{"group":"never"}""", "topic", "missing")]
    [InlineData("""{"group":"a b","topic":"never"}""", "group", "letters, digits")]
    [InlineData("""{"group":"DEFAULT_CONSUMER","topic":"never"}""", "group", "DEFAULT_CONSUMER")]
    [InlineData("""{"group":"g","topic":","}""", "topic", "1 to 32")]
    [InlineData("""{"group":"g","topic":"never,a b"}""", "topic", "letters, digits")]
    [InlineData("""{"group":"g","topic":"never","instances":0}""", "instances", "1 to 32")]
    [InlineData("""{"group":"g","topic":"never","instances":33}""", "instances", "1 to 32")]
    [InlineData("""{"group":"g","topic":"never","delayMs":-1}""", "delayMs", "0 to 600000")]
    [InlineData("""{"group":"g","topic":"never","failurePercent":101}""", "failurePercent", "0 to 100")]
    [InlineData("""{"group":"g","topic":"never","orderly":true,"broadcast":true}""", "orderly", "exclude each other")]
    [InlineData("""{"group":"g","topic":"never","broadcasting":true}""", "broadcasting", "broadcast")]
    public async Task StartConsumers_WrongValue_NamesFieldAndRule(string body, string field, string rule)
    {
        (await console.Client.PostAsync("demo/consumers", body)).ShouldBeInvalid(field, rule);

        (await console.Client.GetAsync("clusters/embedded/topics/never")).ShouldBe(HttpStatusCode.NotFound);
        (await console.Client.GetAsync("demo/consumers")).Rows.ShouldAllBe(row => row.GetProperty("topic").GetString() != "never");
    }

    [Fact]
    public async Task StartConsumers_LongGroupName_LeavesRoomForItsRetryTopic()
    {
        var topic = await console.NewTopicAsync();

        (await console.Client.PostAsync("demo/consumers", new { group = new string('g', 121), topic })).ShouldBeInvalid("group", "120");
        var id = await console.StartConsumersAsync(new string('g', 120), topic);

        (await console.Client.DeleteAsync($"demo/consumers/{id}")).ShouldBe(HttpStatusCode.NoContent);
    }
}
