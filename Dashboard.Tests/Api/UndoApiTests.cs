using System.Net;
using System.Text.Json;

namespace Dashboard.Tests.Api;

public sealed class UndoApiTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    [Fact]
    public async Task Undo_NothingMoved_RestoresEveryOffsetAndIsInTheAudit()
    {
        var (topic, group) = await console.GroupBehindAsync();
        var resetId = await ResetAsync(group, new { mode = "earliest", topics = new[] { topic } });

        var undone = (await UndoAsync(group, resetId, new { reason = "a mistake" })).ShouldBe(HttpStatusCode.OK).Json;

        (await console.OffsetsAsync(group, topic)).ShouldBe([6, 6]);
        foreach (var row in undone.GetProperty("rows").EnumerateArray())
        {
            (row.GetProperty("before").GetInt64(), row.GetProperty("after").GetInt64()).ShouldBe((0, 6));
            row.GetProperty("error").ValueKind.ShouldBe(JsonValueKind.Null);
        }

        var entry = (await console.Client.GetAsync($"audit?action=offsets.undo&text={group}")).Rows.ShouldHaveSingleItem();
        entry.GetProperty("id").GetString().ShouldBe(undone.GetProperty("resetId").GetString());
        entry.GetProperty("reason").GetString().ShouldBe("a mistake");
        entry.GetProperty("rows").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Undo_WithoutABody_IsTaken()
    {
        var (topic, group) = await console.GroupBehindAsync();
        var resetId = await ResetAsync(group, new { mode = "latest", topics = new[] { topic } });

        (await console.Client.CallAsync(HttpMethod.Post, $"clusters/embedded/groups/{group}/resets/{resetId}/undo", null))
            .ShouldBe(HttpStatusCode.OK);

        (await console.OffsetsAsync(group, topic)).ShouldBe([6, 6]);
    }

    [Fact]
    public async Task Undo_AnotherResetTouchedAQueueSince_IsAConflictUntilThatIsUndone()
    {
        var (topic, group) = await console.GroupBehindAsync();
        var first = await ResetAsync(group, new { mode = "earliest", topics = new[] { topic } });
        var second = await ResetAsync(
            group, new { mode = "offset", offset = 3, queues = new[] { new { topic, broker = "broker-b", queueId = 0 } } });

        (await UndoAsync(group, first)).ShouldBeProblem(HttpStatusCode.Conflict, $"#{second}", "broker-b Q0", "nothing was changed");
        (await console.OffsetsAsync(group, topic)).ShouldBe([0, 3]);

        (await UndoAsync(group, second)).ShouldBe(HttpStatusCode.OK);
        (await UndoAsync(group, first)).ShouldBe(HttpStatusCode.OK);
        (await console.OffsetsAsync(group, topic)).ShouldBe([6, 6]);
    }

    [Fact]
    public async Task Undo_Twice_IsAConflictThatNamesTheFirst()
    {
        var (topic, group) = await console.GroupBehindAsync();
        var resetId = await ResetAsync(group, new { mode = "earliest", topics = new[] { topic } });
        var undo = (await UndoAsync(group, resetId)).Json.GetProperty("resetId").GetString()!;

        (await UndoAsync(group, resetId)).ShouldBeProblem(HttpStatusCode.Conflict, $"#{undo} undid it already");

        (await UndoAsync(group, undo)).ShouldBe(HttpStatusCode.OK);
        (await console.OffsetsAsync(group, topic)).ShouldBe([0, 0]);
    }

    [Fact]
    public async Task Undo_SideBySide_HappensOnce()
    {
        var (topic, group) = await console.GroupBehindAsync();
        var resetId = await ResetAsync(group, new { mode = "earliest", topics = new[] { topic } });

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => UndoAsync(group, resetId)));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.Status == HttpStatusCode.Conflict).ShouldBe(3);
    }

    [Fact]
    public async Task Undo_QueueWithoutAnOffsetBefore_StaysAndSaysSo()
    {
        var topic = await console.NewTopicAsync();
        await console.SendAsync(topic, 4);
        var other = await console.NewReaderAsync(topic, 4);
        var group = console.NewName("group");
        var offsets = $"{{\"offsetTable\":{{\"{topic}@{group}\":{{\"0\":1}}}}}}";
        (await console.Client.PutAsync("clusters/embedded/brokers/broker-a/consumer-offsets", offsets)).ShouldBe(HttpStatusCode.OK);
        var resetId = await ResetAsync(group, new { mode = "copy", fromGroup = other, topics = new[] { topic } });

        var undone = (await UndoAsync(group, resetId)).ShouldBe(HttpStatusCode.MultiStatus).Json.GetProperty("rows");

        undone[0].GetProperty("error").ValueKind.ShouldBe(JsonValueKind.Null);
        undone[0].GetProperty("after").GetInt64().ShouldBe(1);
        undone[1].GetProperty("error").GetString().ShouldBe("had no offset before");
        (await console.OffsetsAsync(group, topic)).ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData("999999999")]
    [InlineData("nonsense")]
    [InlineData("-1")]
    public async Task Undo_UnknownReset_IsNotFound(string resetId)
    {
        var (_, group) = await console.GroupBehindAsync();

        (await UndoAsync(group, resetId)).ShouldBeProblem(HttpStatusCode.NotFound, group);
    }

    [Fact]
    public async Task Undo_OfAnotherGroupOrOfNoReset_IsNotFound()
    {
        var (topic, group) = await console.GroupBehindAsync();
        var other = await console.NewReaderAsync(topic, 16);
        var resetId = await ResetAsync(other, new { mode = "earliest", topics = new[] { topic } });
        var created = (await console.Client.GetAsync($"audit?action=topic.create&text={topic}")).Rows[0].GetProperty("id").GetString()!;

        (await UndoAsync(group, resetId)).ShouldBeProblem(HttpStatusCode.NotFound);
        (await UndoAsync(topic, created)).ShouldBeProblem(HttpStatusCode.NotFound);
    }

    private Task<ApiAnswer> UndoAsync(string group, string resetId, object? body = null) =>
        console.Client.PostAsync($"clusters/embedded/groups/{group}/resets/{resetId}/undo", body ?? new { });

    private async Task<string> ResetAsync(string group, object body) =>
        (await console.Client.PostAsync($"clusters/embedded/groups/{group}/resets", body))
            .ShouldBe(HttpStatusCode.OK).Json.GetProperty("resetId").GetString()!;
}
