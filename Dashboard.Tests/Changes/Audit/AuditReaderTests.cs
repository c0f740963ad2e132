using Dapper;
using Dashboard.Changes;
using Dashboard.Changes.Audit;
using Engine.Tests.Time;
using Microsoft.Data.Sqlite;

namespace Dashboard.Tests.Changes.Audit;

public sealed class AuditReaderTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("audit");
    private readonly FakeTimeProvider _time = new();
    private readonly AuditLog _log;

    public AuditReaderTests() => _log = NewLog();

    public Task InitializeAsync() => _log.PrepareAsync(CancellationToken.None);

    public Task DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task ReadAsync_EachFilter_FindsWhatFitsIt()
    {
        await WriteAsync("topic.create", "orders", "ann");
        _time.Advance(TimeSpan.FromMinutes(1));
        var middle = _time.GetUtcNow();
        await WriteAsync("offsets.reset", "billing_1", "bob", "replay 100% of May");
        _time.Advance(TimeSpan.FromMinutes(1));
        await WriteAsync("offsets.undo", "billingX1", "ann", cluster: "other");

        (await ReadAsync(new AuditQuery())).ShouldBe(["billingX1", "billing_1", "orders"]);
        (await ReadAsync(new AuditQuery(From: middle))).ShouldBe(["billingX1", "billing_1"]);
        (await ReadAsync(new AuditQuery(To: middle))).ShouldBe(["billing_1", "orders"]);
        (await ReadAsync(new AuditQuery(Action: "offsets"))).ShouldBe(["billingX1", "billing_1"]);
        (await ReadAsync(new AuditQuery(Action: "offsets.reset"))).ShouldBe(["billing_1"]);
        (await ReadAsync(new AuditQuery(Action: "offset"))).ShouldBeEmpty();
        (await ReadAsync(new AuditQuery(Cluster: "other"))).ShouldBe(["billingX1"]);
        (await ReadAsync(new AuditQuery(Actor: "ann"))).ShouldBe(["billingX1", "orders"]);
        (await ReadAsync(new AuditQuery(Text: "BILLING_"))).ShouldBe(["billing_1"], "_ stands for itself");
        (await ReadAsync(new AuditQuery(Text: "100%"))).ShouldBe(["billing_1"]);
        (await ReadAsync(new AuditQuery(Text: "' OR 1=1 --"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task StreamAsync_MoreThanAPart_GivesAllOnceAndStopsAtTheLimit()
    {
        for (var number = 0; number < 130; number++)
        {
            await WriteAsync("topic.create", $"t{number}", "ann");
        }

        var reader = new AuditReader(_log);
        var all = await reader.StreamAsync(new AuditQuery(), null, long.MaxValue, CancellationToken.None).ToListAsync();
        var some = await reader.StreamAsync(new AuditQuery(), all[9].Id, 100, CancellationToken.None).ToListAsync();

        all.Select(record => record.Subject).ShouldBe(Enumerable.Range(0, 130).Reverse().Select(number => $"t{number}"));
        some.Select(record => record.Id).ShouldBe(all.Skip(10).Take(100).Select(record => record.Id));
    }

    [Fact]
    public async Task ReadAfterAsync_OneCluster_GivesLaterEntriesOfTheActionsInTheirOrder()
    {
        var first = await WriteAsync("offsets.reset", "a", "ann");
        await WriteAsync("topic.create", "b", "ann");
        await WriteAsync("offsets.reset", "c", "ann", cluster: "other");
        for (var number = 0; number < 60; number++)
        {
            await WriteAsync("offsets.undo", $"d{number}", "ann");
        }

        var last = await WriteAsync("offsets.reset", "e", "ann");

        var reader = new AuditReader(_log);
        string[] actions = ["offsets.reset", "offsets.undo"];
        var found = await reader.ReadAfterAsync("embedded", actions, first, last, CancellationToken.None).ToListAsync();
        found.Select(record => record.Subject).ShouldBe(Enumerable.Range(0, 60).Select(number => $"d{number}"));
        (await reader.ReadAfterAsync("embedded", actions, first, null, CancellationToken.None).ToListAsync()).Count.ShouldBe(61);
    }

    [Fact]
    public async Task ReadAsync_AfterTheConsoleStartedAgain_HasTheRowsOfBefore()
    {
        var row = new AuditRow("orders", "broker-a", 0, 20, 5, null);
        var id = await WriteAsync("offsets.reset", "g", "ann");
        _time.Advance(TimeSpan.FromSeconds(2));
        await _log.CompleteAsync(id, new AuditOutcome("done", "1 of 1", [row]), CancellationToken.None);

        var again = NewLog();
        await again.PrepareAsync(CancellationToken.None);
        var record = await new AuditReader(again).FindAsync(id, CancellationToken.None);

        record.ShouldNotBeNull().Rows.ShouldBe([row]);
        record.DoneAt.ShouldBe(record.At + TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task ReadAsync_EntriesWithRows_LeavesThemOutAndTheOthersHaveThem()
    {
        var row = new AuditRow("orders", "broker-a", 0, 20, 5, null);
        var first = await WriteAsync("offsets.reset", "f", "ann");
        var id = await WriteAsync("offsets.reset", "g", "ann");
        await _log.CompleteAsync(id, new AuditOutcome("done", "1 of 1", [row]), CancellationToken.None);
        var reader = new AuditReader(_log);

        (await reader.ReadAsync(new AuditQuery(), null, 10, CancellationToken.None)).ShouldAllBe(record => record.Rows.Count == 0);

        (await reader.ReadRowsAsync(id, CancellationToken.None)).ShouldBe([row]);
        (await reader.ReadRowsAsync(first, CancellationToken.None)).ShouldBeEmpty();
        (await reader.StreamAsync(new AuditQuery(), null, 10, CancellationToken.None).ToListAsync())
            .Select(record => record.Rows.Count).ShouldBe([1, 0]);
        (await reader.ReadAfterAsync("embedded", ["offsets.reset"], first, null, CancellationToken.None).ToListAsync())
            .ShouldHaveSingleItem().Rows.ShouldBe([row]);
    }

    [Fact]
    public async Task ReadAfterAsync_EntriesOfTheActions_AreFoundByTheirIndex()
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "console.db")}");

        var plan = await connection.QueryAsync(
            "EXPLAIN QUERY PLAN SELECT min(id) FROM audit_entry WHERE id > 5 AND cluster = 'c' AND action IN ('a', 'b');");

        plan.Select(step => (string)step.detail).ShouldContain(detail => detail.Contains("audit_entry_of", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReadAsync_FileWithoutTheTables_SaysThatItCannotBeRead()
    {
        var log = new AuditLog(Path.Combine(_folder.FullName, "empty.db"), _time);

        var failure = await Should.ThrowAsync<AuditUnreadableException>(
            new AuditReader(log).ReadAsync(new AuditQuery(), null, 10, CancellationToken.None));

        failure.Message.ShouldContain("empty.db");
    }

    private AuditLog NewLog() => new(Path.Combine(_folder.FullName, "console.db"), _time);

    private Task<long> WriteAsync(string action, string subject, string actor, string? reason = null, string cluster = "embedded") =>
        _log.BeginAsync(new AuditEntry(new Actor(actor, "api"), cluster, action, subject, reason, "{}"), CancellationToken.None);

    private async Task<IEnumerable<string>> ReadAsync(AuditQuery query) =>
        (await new AuditReader(_log).ReadAsync(query, null, 100, CancellationToken.None)).Select(record => record.Subject);
}
