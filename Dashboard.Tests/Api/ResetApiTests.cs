using System.Net;
using System.Text.Json;

namespace Dashboard.Tests.Api;

public sealed class ResetApiTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    [Theory]
    [InlineData("earliest", 0)]
    [InlineData("latest", 8)]
    [InlineData("skip", 8)]
    public async Task Apply_Mode_MovesEveryQueueAndTheFiguresShowItAtOnce(string mode, long target)
    {
        var (topic, group) = await console.GroupBehindAsync();

        var planned = (await PlanAsync(group, new { mode, topics = new[] { topic } })).ShouldBe(HttpStatusCode.OK).Json;
        var unchanged = await console.OffsetsAsync(group, topic);
        var applied = (await ApplyAsync(group, new { mode, topics = new[] { topic }, reason = "a test" })).ShouldBe(HttpStatusCode.OK).Json;

        unchanged.ShouldBe([6, 6]);
        planned.GetProperty("planId").GetString().ShouldNotBeNullOrEmpty();
        foreach (var row in planned.GetProperty("rows").EnumerateArray())
        {
            row.GetProperty("now").GetInt64().ShouldBe(6);
            row.GetProperty("target").GetInt64().ShouldBe(target);
            row.GetProperty("delta").GetInt64().ShouldBe(target - 6);
            row.GetProperty("lagAfter").GetInt64().ShouldBe(8 - target);
            row.GetProperty("note").ValueKind.ShouldBe(JsonValueKind.Null);
        }

        applied.GetProperty("resetId").GetString().ShouldNotBeNullOrEmpty();
        applied.GetProperty("rows").GetArrayLength().ShouldBe(2);
        foreach (var row in applied.GetProperty("rows").EnumerateArray())
        {
            row.GetProperty("before").GetInt64().ShouldBe(6);
            row.GetProperty("after").GetInt64().ShouldBe(target);
            row.GetProperty("error").ValueKind.ShouldBe(JsonValueKind.Null);
        }

        (await console.OffsetsAsync(group, topic)).ShouldBe([target, target]);
    }

    [Fact]
    public async Task Apply_ExactOffsetOfOneQueue_MovesThatOneOnly()
    {
        var (topic, group) = await console.GroupBehindAsync();

        var applied = (await ApplyAsync(
            group, new { mode = "offset", offset = 2, queues = new[] { new { topic, broker = "broker-b", queueId = 0 } } })).Json;

        var row = applied.GetProperty("rows").EnumerateArray().ShouldHaveSingleItem();
        row.GetProperty("broker").GetString().ShouldBe("broker-b");
        row.GetProperty("after").GetInt64().ShouldBe(2);
        (await console.OffsetsAsync(group, topic)).ShouldBe([6, 2]);
    }

    [Fact]
    public async Task Apply_OffsetOutside_IsClampedAndSaysSo()
    {
        var (topic, group) = await console.GroupBehindAsync();
        var body = new { mode = "offset", offset = long.MaxValue, topics = new[] { topic } };

        var planned = (await PlanAsync(group, body)).ShouldBe(HttpStatusCode.OK).Json.GetProperty("rows")[0];
        var applied = (await ApplyAsync(group, body)).ShouldBe(HttpStatusCode.OK).Json.GetProperty("rows")[0];

        planned.GetProperty("target").GetInt64().ShouldBe(8);
        planned.GetProperty("note").GetString()!.ShouldContain("clamped");
        applied.GetProperty("after").GetInt64().ShouldBe(8);
        applied.GetProperty("note").GetString()!.ShouldContain("clamped");
    }

    [Theory]
    [InlineData("2001-01-01T00:00:00Z", 0, false)]
    [InlineData("0001-01-01T00:00:00Z", 0, false)]
    [InlineData("2999-01-01T00:00:00.000Z", 8, true)]
    [InlineData("9999-12-31T23:59:59.999Z", 8, true)]
    public async Task Plan_Time_TakesTheFirstMessageFromThenOnOrTheEnd(string at, long target, bool noted)
    {
        var (topic, group) = await console.GroupBehindAsync();

        var row = (await PlanAsync(group, new { mode = "time", at, topics = new[] { topic } }))
            .ShouldBe(HttpStatusCode.OK).Json.GetProperty("rows")[0];

        row.GetProperty("target").GetInt64().ShouldBe(target);
        (row.GetProperty("note").ValueKind == JsonValueKind.String).ShouldBe(noted);
    }

    [Fact]
    public async Task ApplyPlan_AsShown_ThenAgain_IsAConflictWithAFreshPlan()
    {
        var (topic, group) = await console.GroupBehindAsync();
        var planId = (await PlanAsync(group, new { mode = "earliest", topics = new[] { topic } })).Json.GetProperty("planId").GetString();

        (await ApplyAsync(group, new { planId, reason = "as shown" })).ShouldBe(HttpStatusCode.OK);
        var again = (await ApplyAsync(group, new { planId })).ShouldBeProblem(HttpStatusCode.Conflict, "nothing was changed").Json;

        again.GetProperty("drifted").GetArrayLength().ShouldBe(2);
        var fresh = again.GetProperty("plan");
        fresh.GetProperty("rows")[0].GetProperty("now").GetInt64().ShouldBe(0);
        (await ApplyAsync(group, new { planId = fresh.GetProperty("planId").GetString() })).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task ApplyPlan_DriftedAndLongsAsText_GivesTheFreshPlanInThatForm()
    {
        var (topic, group) = await console.GroupBehindAsync();
        var planId = (await PlanAsync(group, new { mode = "earliest", topics = new[] { topic } })).Json.GetProperty("planId").GetString();
        (await ApplyAsync(group, new { planId })).ShouldBe(HttpStatusCode.OK);

        var again = await console.Client.PostAsync($"clusters/embedded/groups/{group}/resets?longs=string", new { planId });

        var row = again.ShouldBeProblem(HttpStatusCode.Conflict).Json.GetProperty("plan").GetProperty("rows")[0];
        (row.GetProperty("now").GetString(), row.GetProperty("target").GetString()).ShouldBe(("0", "0"));
        row.GetProperty("queueId").ValueKind.ShouldBe(JsonValueKind.Number);
    }

    [Fact]
    public async Task ApplyPlan_GroupCameOnline_IsAConflict()
    {
        var (topic, group) = await console.GroupBehindAsync();
        var planId = (await PlanAsync(group, new { mode = "earliest", topics = new[] { topic } })).Json.GetProperty("planId").GetString();
        var id = await console.StartConsumersAsync(group, topic);
        await console.WaitForGroupAsync(group, snapshot => snapshot.Members.Count == 1, $"{group} has a member");

        (await ApplyAsync(group, new { planId })).ShouldBeProblem(HttpStatusCode.Conflict, "members");

        (await console.Client.DeleteAsync($"demo/consumers/{id}")).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Apply_GroupOnline_ConsumesAgain()
    {
        var topic = await console.NewTopicAsync();
        await console.SendAsync(topic, 10);
        var group = console.NewName("group");
        var id = await console.StartConsumersAsync(group, topic);
        await console.ConsumedAsync(id, 10);

        (await ApplyAsync(group, new { mode = "earliest", topics = new[] { topic } })).ShouldBe(HttpStatusCode.OK);

        await console.ConsumedAsync(id, 20);
        (await console.Client.DeleteAsync($"demo/consumers/{id}")).ShouldBe(HttpStatusCode.NoContent);
        (await console.OffsetsAsync(group, topic)).Sum().ShouldBe(10);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task ApplyPlan_UnknownId_IsGone(string planId)
    {
        var (_, group) = await console.GroupBehindAsync();

        (await ApplyAsync(group, new { planId })).ShouldBeProblem(HttpStatusCode.Gone, "10 minutes");
    }

    [Fact]
    public async Task ApplyPlan_OfAnotherGroup_IsGone()
    {
        var (topic, group) = await console.GroupBehindAsync();
        var other = await console.NewReaderAsync(topic, 16);
        var planId = (await PlanAsync(other, new { mode = "earliest" })).Json.GetProperty("planId").GetString();

        (await ApplyAsync(group, new { planId })).ShouldBeProblem(HttpStatusCode.Gone);
    }

    [Theory]
    [InlineData("""{"mode":"offset","offset":-1}""", "offset", "negative")]
    [InlineData("""{"mode":"offset"}""", "offset", "needs")]
    [InlineData("""{"mode":"offset","offset":9223372036854775808}""", "offset", "64 bits")]
    [InlineData("""{"mode":"offset","offset":1.5}""", "offset", "whole number")]
    [InlineData("""{"mode":"offset","offset":1e400}""", "offset", "whole number")]
    [InlineData("""{"mode":"offset","offset":"7"}""", "offset", "whole number")]
    [InlineData("""{"mode":"time"}""", "at", "ISO 8601")]
    [InlineData("""{"mode":"time","at":"yesterday"}""", "at", "ISO 8601")]
    [InlineData("""{"mode":"time","at":17}""", "at", "ISO 8601")]
    [InlineData("""{"mode":"earliest","offset":7}""", "offset", "'earliest'")]
    [InlineData("""{"mode":"latest","at":"2026-01-01T00:00:00Z"}""", "at", "'latest'")]
    [InlineData("""{"mode":"shift"}""", "by", "needs")]
    [InlineData("""{"mode":"shift","by":9223372036854775808}""", "by", "64 bits")]
    [InlineData("""{"mode":"copy"}""", "fromGroup", "needs")]
    [InlineData("""{"mode":"earliest","by":5}""", "by", "'earliest'")]
    [InlineData("""{"mode":"earliest","fromGroup":"g"}""", "fromGroup", "'earliest'")]
    [InlineData("""{"mode":"Earliest"}""", "mode", "earliest, latest, time, offset, shift, copy, skip")]
    [InlineData("""{}""", "mode", "missing")]
    [InlineData("""{"mode":"earliest","topics":[]}""", "topics", "empty")]
    [InlineData("""{"mode":"earliest","queues":[]}""", "queues", "empty")]
    [InlineData("""{"mode":"earliest","topics":[null]}""", "topics[0]", "null")]
    [InlineData("""{"mode":"earliest","queues":[null]}""", "queues[0]", "null")]
    [InlineData("""{"mode":"earliest","queues":[{"topic":"t","broker":"b"}]}""", "queues[0].queueId", "missing")]
    [InlineData("""{"mode":"earliest","queues":[{"topic":"t","broker":"b","queueID":0}]}""", "queues[0].queueID", "queueId")]
    [InlineData("""{"mode":"earliest","queues":[{"topic":"t","broker":"b","queueId":2147483648}]}""", "queues[0].queueId", "32 bits")]
    [InlineData("""{"mode":"earliest","queues":{}}""", "queues", "a list")]
    public async Task Reset_WrongValue_NamesFieldAndRule(string body, string field, string rule)
    {
        var (topic, group) = await console.GroupBehindAsync();

        (await PlanAsync(group, body)).ShouldBeInvalid(field, rule);
        (await ApplyAsync(group, body)).ShouldBeInvalid(field, rule);

        (await console.OffsetsAsync(group, topic)).ShouldBe([6, 6]);
    }

    [Theory]
    [InlineData(-4, 2, 6)]
    [InlineData(1, 7, 1)]
    [InlineData(1000, 8, 0)]
    public async Task Apply_Shift_GoesSoManyMessagesOn(long by, long target, long lagAfter)
    {
        var (topic, group) = await console.GroupBehindAsync();
        var body = new { mode = "shift", by, topics = new[] { topic } };

        var planned = (await PlanAsync(group, body)).ShouldBe(HttpStatusCode.OK).Json.GetProperty("rows")[0];
        (await ApplyAsync(group, body)).ShouldBe(HttpStatusCode.OK);

        planned.GetProperty("target").GetInt64().ShouldBe(target);
        planned.GetProperty("lagAfter").GetInt64().ShouldBe(by == 1 ? 1 : lagAfter);
        (await console.OffsetsAsync(group, topic)).ShouldBe([target, target]);
    }

    [Fact]
    public async Task Apply_Copy_GoesWhereTheOtherGroupIs()
    {
        var (topic, group) = await console.GroupBehindAsync();
        var other = await console.NewReaderAsync(topic, 16);

        (await ApplyAsync(group, new { mode = "copy", fromGroup = other, topics = new[] { topic } })).ShouldBe(HttpStatusCode.OK);

        (await console.OffsetsAsync(group, topic)).ShouldBe([8, 8]);
        (await PlanAsync(group, new { mode = "copy", fromGroup = group })).ShouldBeInvalid("fromGroup", "own offsets");
        (await PlanAsync(group, new { mode = "copy", fromGroup = "nobody" })).ShouldBeProblem(HttpStatusCode.NotFound, "nobody");
    }

    [Fact]
    public async Task Plan_SkipWithoutLag_TellsWhatIsLeftOut()
    {
        var (topic, _) = await console.GroupBehindAsync();
        var group = await console.NewReaderAsync(topic, 16);

        var plan = (await PlanAsync(group, new { mode = "skip", topics = new[] { topic } })).ShouldBe(HttpStatusCode.OK).Json;

        plan.GetProperty("rows").GetArrayLength().ShouldBe(0);
        plan.GetProperty("leftOut").EnumerateArray().Select(row => row.GetProperty("why").GetString())
            .ShouldBe(["no lag: there is nothing to skip", "no lag: there is nothing to skip"]);
    }

    [Fact]
    public async Task Plan_WithMessages_ShowsTheOneAtEachTarget()
    {
        var topic = await console.NewTopicAsync();
        (await console.Client.PostAsync(
            $"clusters/embedded/topics/{topic}/messages", new { body = "the first body", keys = "k7", tags = "blue", count = 2 }))
            .ShouldBe(HttpStatusCode.OK);
        var group = await console.NewReaderAsync(topic, 2);
        var path = $"clusters/embedded/groups/{group}/resets/plan?messages=true";

        var rows = (await console.Client.PostAsync(path, new { mode = "earliest", topics = new[] { topic } }))
            .ShouldBe(HttpStatusCode.OK).Json.GetProperty("rows");
        var atEnd = (await console.Client.PostAsync(path, new { mode = "latest", topics = new[] { topic } })).Json.GetProperty("rows")[0];

        var message = rows[0].GetProperty("message");
        message.GetProperty("keys").GetString().ShouldBe("k7");
        message.GetProperty("tags").GetString().ShouldBe("blue");
        message.GetProperty("bodyText").GetString().ShouldBe("the first body");
        message.GetProperty("storedAt").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
        atEnd.GetProperty("message").ValueKind.ShouldBe(JsonValueKind.Null, "nothing lies at the end yet");
    }

    [Fact]
    public async Task Reset_UnknownTopicOrQueue_IsNamed()
    {
        var (topic, group) = await console.GroupBehindAsync();

        (await PlanAsync(group, new { mode = "earliest", topics = new[] { "elsewhere" } }))
            .ShouldBeProblem(HttpStatusCode.NotFound, "elsewhere");
        (await PlanAsync(group, new { mode = "earliest", queues = new[] { new { topic, broker = "broker-a", queueId = 77 } } }))
            .ShouldBeProblem(HttpStatusCode.NotFound, "77", topic, "broker-a");
        (await PlanAsync(group, new { mode = "earliest", queues = new[] { new { topic, broker = "broker-z", queueId = 0 } } }))
            .ShouldBeProblem(HttpStatusCode.NotFound, "broker-z");
    }

    [Fact]
    public async Task Apply_PlanAndScopeTogether_IsRefused()
    {
        var (_, group) = await console.GroupBehindAsync();

        foreach (var body in new[] { """{"planId":"p","mode":"earliest"}""", """{"planId":"p","offset":1}""", """{"planId":"p","by":1}""" })
        {
            (await ApplyAsync(group, body)).ShouldBeInvalid("planId", "not both");
        }
    }

    private Task<ApiAnswer> PlanAsync(string group, object body) =>
        console.Client.PostAsync($"clusters/embedded/groups/{group}/resets/plan", body);

    private Task<ApiAnswer> ApplyAsync(string group, object body) =>
        console.Client.PostAsync($"clusters/embedded/groups/{group}/resets", body);
}
