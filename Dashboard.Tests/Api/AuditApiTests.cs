using System.Net;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Dashboard.Tests.Api;

/// <summary>Every change through the API has its entry in the database, and none happens without.</summary>
public sealed class AuditApiTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    [Fact]
    public async Task Changes_Made_EachHaveAnEntryAndAnOutcome()
    {
        var topic = await console.NewTopicAsync();
        await console.SendAsync(topic, 4);
        var group = await console.NewReaderAsync(topic, 4);
        (await console.Client.PutAsync($"clusters/embedded/topics/{topic}", new { queues = 2 })).ShouldBe(HttpStatusCode.NoContent);
        (await console.Client.PutAsync($"clusters/embedded/groups/{group}", new { retryMaxTimes = 5 })).ShouldBe(HttpStatusCode.OK);
        var reset = await console.Client.PostAsync(
            $"clusters/embedded/groups/{group}/resets", new { mode = "earliest", topics = new[] { topic }, reason = "replay of May" });
        (await console.Client.DeleteAsync($"clusters/embedded/groups/{group}")).ShouldBe(HttpStatusCode.NoContent);
        (await console.Client.DeleteAsync($"clusters/embedded/topics/{topic}")).ShouldBe(HttpStatusCode.NoContent);

        var entries = Read(topic, group);

        entries.Select(entry => entry.Action).ShouldBe(
        [
            "topic.create", "message.send", "demo.consumer.start", "demo.consumer.stop", "topic.update", "group.configure",
            "offsets.reset", "group.delete", "topic.delete",
        ]);
        entries.ShouldAllBe(entry => entry.Result == "done" && entry.DoneAt >= entry.At && entry.Cluster == "embedded");
        entries.Where(entry => !entry.Action.StartsWith("demo", StringComparison.Ordinal))
            .ShouldAllBe(entry => entry.Actor == "local" && entry.Channel == "api");
        var resetEntry = entries.Single(entry => entry.Action == "offsets.reset");
        resetEntry.Id.ToString(null as IFormatProvider).ShouldBe(reset.Json.GetProperty("resetId").GetString());
        resetEntry.Reason.ShouldBe("replay of May");
        resetEntry.Rows!.ShouldContain("\"Before\":2");
        resetEntry.Rows!.ShouldContain("\"After\":0");
    }

    [Fact]
    public async Task Change_Refused_IsInTheAudit()
    {
        (await console.Client.DeleteAsync("clusters/embedded/topics/never-there")).ShouldBe(HttpStatusCode.NotFound);

        var entry = Read("never-there", "-").ShouldHaveSingleItem();
        entry.Action.ShouldBe("topic.delete");
        entry.Result.ShouldBe("refused");
    }

    [Fact]
    public async Task Change_EntryCannotBeWritten_DoesNotHappen()
    {
        await using var console = new OwnConsole();
        await console.It.InitializeAsync();
        var client = console.It.Client;
        var topic = await console.It.NewTopicAsync();
        await console.It.SendAsync(topic, 2);
        var group = await console.It.NewReaderAsync(topic, 2);
        var reset = await client.PostAsync($"clusters/embedded/groups/{group}/resets", new { mode = "latest" });
        var resetId = reset.ShouldBe(HttpStatusCode.OK).Json.GetProperty("resetId").GetString();
        var producer = (await client.PostAsync("demo/producers", new { topic = "t2" })).Json.GetProperty("id").GetString()!;
        Execute(console.It.Database, "DROP TRIGGER audit_entry_keep_u; ALTER TABLE audit_entry RENAME TO elsewhere;");

        ApiAnswer[] answers =
        [
            await client.PostAsync("clusters/embedded/topics", new { name = "unwritten" }),
            await client.PutAsync($"clusters/embedded/topics/{topic}", new { queues = 9 }),
            await client.DeleteAsync($"clusters/embedded/topics/{topic}"),
            await client.PostAsync($"clusters/embedded/topics/{topic}/messages", new { body = "x" }),
            await client.PostAsync("clusters/embedded/groups", new { name = "unwritten" }),
            await client.PutAsync($"clusters/embedded/groups/{group}", new { enabled = false }),
            await client.DeleteAsync($"clusters/embedded/groups/{group}"),
            await client.PostAsync($"clusters/embedded/groups/{group}/resets", new { mode = "earliest" }),
            await client.PostAsync($"clusters/embedded/groups/{group}/resets/{resetId}/undo", new { }),
            await client.PostAsync(
                $"clusters/embedded/groups/{group}/resend",
                new { messages = new[] { new { topic, broker = "broker-a", queueId = 0, offset = 0 } } }),
            await client.PutAsync(
                "clusters/embedded/brokers/broker-a/consumer-offsets", $"{{\"offsetTable\":{{\"{topic}@{group}\":{{0:0}}}}}}"),
            await client.PostAsync("demo/producers", new { topic }),
            await client.PostAsync("demo/consumers", new { group, topic }),
            await client.DeleteAsync($"demo/producers/{producer}"),
        ];

        foreach (var answer in answers)
        {
            answer.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "nothing was changed");
        }

        (await client.GetAsync("clusters/embedded/topics/unwritten")).ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync("clusters/embedded/groups/unwritten")).ShouldBe(HttpStatusCode.NotFound);
        var detail = (await client.GetAsync($"clusters/embedded/topics/{topic}")).Json.GetProperty("queues").EnumerateArray().ToArray();
        detail.Length.ShouldBe(2);
        detail.Sum(queue => queue.GetProperty("maxOffset").GetInt64()).ShouldBe(2);
        var state = (await client.GetAsync($"clusters/embedded/groups/{group}")).Json;
        state.GetProperty("state").GetString().ShouldBe("offline");
        state.GetProperty("lag").GetInt64().ShouldBe(0);
        (await client.GetAsync("demo/producers")).Rows.ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(producer);
        (await client.GetAsync("demo/consumers")).Rows.ShouldBeEmpty();
    }

    private static void Execute(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        connection.Execute(sql);
    }

    private IReadOnlyList<Entry> Read(string topic, string group)
    {
        using var connection = new SqliteConnection($"Data Source={console.Database};Mode=ReadOnly;Pooling=False");
        return
        [
            .. connection.Query<Entry>(
                """
                SELECT e.id, e.at, e.actor, e.channel, e.cluster, e.action, e.reason, o.at AS DoneAt, o.result, o.rows
                FROM audit_entry e LEFT JOIN audit_outcome o ON o.entry_id = e.id
                WHERE e.subject IN (@topic, @group) ORDER BY e.id
                """,
                new { topic, group }),
        ];
    }

    private sealed class Entry
    {
        public long Id { get; set; }

        public long At { get; set; }

        public string Actor { get; set; } = string.Empty;

        public string Channel { get; set; } = string.Empty;

        public string Cluster { get; set; } = string.Empty;

        public string Action { get; set; } = string.Empty;

        public string? Reason { get; set; }

        public long DoneAt { get; set; }

        public string? Result { get; set; }

        public string? Rows { get; set; }
    }

    /// <summary>A console whose audit a test may break.</summary>
    private sealed class OwnConsole : IAsyncDisposable
    {
        public ApiConsole It { get; } = new();

        public async ValueTask DisposeAsync() => await It.DisposeAsync();
    }
}
