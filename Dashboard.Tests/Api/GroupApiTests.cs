using System.Net;
using System.Text.Json;

namespace Dashboard.Tests.Api;

public sealed class GroupApiTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    private const string Groups = "clusters/embedded/groups";

    [Fact]
    public async Task Create_Group_IsConfiguredWithDefaultsAndListedAtOnce()
    {
        var name = console.NewName("payers");

        var created = (await console.Client.PostAsync(Groups, new { name, retryMaxTimes = 3 })).ShouldBe(HttpStatusCode.Created);

        created.Headers.Location!.OriginalString.ShouldBe($"/api/v1/{Groups}/{name}");
        created.Json.GetProperty("enabled").GetBoolean().ShouldBeTrue();
        created.Json.GetProperty("retryMaxTimes").GetInt32().ShouldBe(3);
        created.Json.GetProperty("retryQueues").GetInt32().ShouldBe(1);
        ApiConsole.Find((await console.Client.GetAsync(Groups)).Json, name, "name").ShouldNotBeNull();
        var detail = (await console.Client.GetAsync($"{Groups}/{name}")).ShouldBe(HttpStatusCode.OK).Json;
        detail.GetProperty("state").GetString().ShouldBe("offline");
        detail.GetProperty("members").GetArrayLength().ShouldBe(0);
        (await console.Client.PostAsync(Groups, new { name })).ShouldBeProblem(HttpStatusCode.Conflict, name, "PUT");
    }

    [Theory]
    [InlineData("%RETRY%billing", "%RETRY%")]
    [InlineData("%DLQ%billing", "%DLQ%")]
    public async Task Create_NameOfAGroupsTopic_IsRefused(string name, string prefix)
    {
        (await console.Client.PostAsync(Groups, new { name })).ShouldBeInvalid("name", prefix);
        (await console.Client.PostAsync("demo/consumers", new { group = name, topic = "orders" })).ShouldBeInvalid("group", prefix);

        ApiConsole.Find((await console.Client.GetAsync(Groups)).Json, name, "name").ShouldBeNull();
    }

    [Theory]
    [InlineData("clusters/embedded/groups?sort=lag", "sort", "longs")]
    [InlineData("clusters/embedded/topics?typ=retry", "typ", "type, longs")]
    [InlineData("clusters/embedded/queues?group=x", "group", "topic, format, longs")]
    public async Task Read_UnknownArgument_IsRefusedWithThoseThereAre(string path, string name, string known) =>
        (await console.Client.GetAsync(path)).ShouldBeInvalid(name, $"there is: {known}");

    [Fact]
    public async Task Read_GroupThatConsumed_HasItsFigures()
    {
        var topic = await console.NewTopicAsync();
        await console.SendAsync(topic, 10);
        var group = await console.NewReaderAsync(topic, 10);
        await console.SendAsync(topic, 4);

        var row = ApiConsole.Find((await console.Client.GetAsync(Groups)).Json, group, "name").ShouldNotBeNull();
        var detail = (await console.Client.GetAsync($"{Groups}/{group}")).Json;

        row.GetProperty("state").GetString().ShouldBe("offline");
        row.GetProperty("reason").GetString().ShouldNotBeNullOrEmpty();
        row.GetProperty("members").GetInt32().ShouldBe(0);
        row.GetProperty("topics").EnumerateArray().Select(one => one.GetString()).ShouldContain(topic);
        row.GetProperty("lag").GetInt64().ShouldBe(4);
        row.GetProperty("mode").GetString().ShouldBe("clustering");
        row.GetProperty("type").ValueKind.ShouldBe(JsonValueKind.Null);
        row.TryGetProperty("consumeRate", out _).ShouldBeTrue();
        row.GetProperty("inFlight").ValueKind.ShouldBe(JsonValueKind.Null);
        row.GetProperty("timeLagMs").GetInt64().ShouldBeGreaterThanOrEqualTo(0);
        row.TryGetProperty("etaSeconds", out _).ShouldBeTrue();
        row.GetProperty("verdict").GetString().ShouldBe("fine");
        detail.GetProperty("verdict").GetString().ShouldBe("fine");
        row.GetProperty("sampledAt").GetString()!.ShouldEndWith("Z");
        detail.GetProperty("lag").GetInt64().ShouldBe(4);
        detail.GetProperty("totals").GetProperty("lag").GetInt64().ShouldBe(4);
        detail.GetProperty("totals").GetProperty("brokerOffset").GetInt64().ShouldBeGreaterThanOrEqualTo(14);
        detail.GetProperty("source").GetString().ShouldBe("push");
    }

    [Fact]
    public async Task Update_Disabled_IsItsStateAtOnceAndBack()
    {
        var name = console.NewName("payers");
        (await console.Client.PostAsync(Groups, new { name, retryQueues = 2 })).ShouldBe(HttpStatusCode.Created);

        var off = (await console.Client.PutAsync($"{Groups}/{name}", new { enabled = false })).ShouldBe(HttpStatusCode.OK).Json;
        var disabled = (await console.Client.GetAsync($"{Groups}/{name}")).Json;
        (await console.Client.PutAsync($"{Groups}/{name}", new { enabled = true })).ShouldBe(HttpStatusCode.OK);

        off.GetProperty("enabled").GetBoolean().ShouldBeFalse();
        off.GetProperty("retryQueues").GetInt32().ShouldBe(2);
        disabled.GetProperty("state").GetString().ShouldBe("disabled");
        (await console.Client.GetAsync($"{Groups}/{name}")).Json.GetProperty("state").GetString().ShouldBe("offline");
    }

    [Fact]
    public async Task Delete_WithMembers_IsAConflictAndWithoutIsGone()
    {
        var topic = await console.NewTopicAsync();
        var group = console.NewName("payers");
        var id = await console.StartConsumersAsync(group, topic, instances: 2);
        await console.WaitForGroupAsync(group, snapshot => snapshot.Members.Count == 2, $"{group} has two members");

        (await console.Client.DeleteAsync($"{Groups}/{group}")).ShouldBeProblem(HttpStatusCode.Conflict, group, "2 members");
        var online = (await console.Client.GetAsync($"{Groups}/{group}")).Json;
        (await console.Client.DeleteAsync($"demo/consumers/{id}")).ShouldBe(HttpStatusCode.NoContent);
        (await console.Client.DeleteAsync($"{Groups}/{group}")).ShouldBe(HttpStatusCode.NoContent).Text.ShouldBeEmpty();

        online.GetProperty("members").GetArrayLength().ShouldBe(2);
        online.GetProperty("members")[0].GetProperty("clientId").GetString().ShouldNotBeNullOrEmpty();
        online.GetProperty("type").GetString().ShouldBe("push");
        (await console.Client.GetAsync($"{Groups}/{group}")).ShouldBeProblem(HttpStatusCode.NotFound, group);
        ApiConsole.Find((await console.Client.GetAsync(Groups)).Json, group, "name").ShouldBeNull();
        (await console.Client.DeleteAsync($"{Groups}/{group}")).ShouldBeProblem(HttpStatusCode.NotFound, group);
    }

    [Fact]
    public async Task Delete_BySeveralAtOnce_NobodyMeetsAFailure()
    {
        var name = console.NewName("payers");
        (await console.Client.PostAsync(Groups, new { name })).ShouldBe(HttpStatusCode.Created);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => console.Client.DeleteAsync($"{Groups}/{name}")));

        answers.ShouldContain(answer => answer.Status == HttpStatusCode.NoContent);
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.NoContent || answer.Status == HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("GET", "", null)]
    [InlineData("GET", "/queues", null)]
    [InlineData("PUT", "", """{"enabled":false}""")]
    [InlineData("DELETE", "", null)]
    [InlineData("POST", "/resets/plan", """{"mode":"earliest"}""")]
    [InlineData("POST", "/resets", """{"mode":"earliest"}""")]
    public async Task Group_Unknown_IsNamed(string method, string rest, string? body) =>
        (await console.Client.CallAsync(new HttpMethod(method), $"{Groups}/nobody{rest}", body))
            .ShouldBeProblem(HttpStatusCode.NotFound, "nobody");

    [Theory]
    [InlineData("""{"name":"a b"}""", "name", "letters, digits")]
    [InlineData("""{"name":""}""", "name", "blank")]
    [InlineData("""{}""", "name", "missing")]
    [InlineData("""{"name":"x1","retryQueues":-1}""", "retryQueues", "0 to 64")]
    [InlineData("""{"name":"x1","retryMaxTimes":1001}""", "retryMaxTimes", "0 to 1000")]
    [InlineData("""{"name":"x1","enabled":"yes"}""", "enabled", "true or false")]
    [InlineData("""{"name":"TOOLS_CONSUMER"}""", "name", "TOOLS_CONSUMER")]
    public async Task Create_WrongValue_NamesFieldAndRule(string body, string field, string rule) =>
        (await console.Client.PostAsync(Groups, body)).ShouldBeInvalid(field, rule);

    [Fact]
    public async Task Create_LongName_IsRefused()
    {
        (await console.Client.PostAsync(Groups, new { name = new string('g', 256) })).ShouldBeInvalid("name", "256");
        (await console.Client.GetAsync($"{Groups}/{new string('g', 4000)}")).ShouldBeInvalid("group", "4000");
    }

    [Fact]
    public async Task Update_OtherName_IsNoRenaming()
    {
        var name = console.NewName("payers");
        (await console.Client.PostAsync(Groups, new { name })).ShouldBe(HttpStatusCode.Created);

        (await console.Client.PutAsync($"{Groups}/{name}", new { name = "other" })).ShouldBeInvalid("name", name);
    }

    [Fact]
    public async Task Read_IllegalNameInThePath_SaysTheRule() =>
        (await console.Client.GetAsync($"{Groups}/a%20b")).ShouldBeInvalid("group", "letters, digits");
}
