using Dapper;
using Dashboard.Changes;
using Dashboard.Changes.Audit;
using Dashboard.Configuration;
using Engine.Tests.Time;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests.Changes.Audit;

public sealed class AuditLogTests : IDisposable
{
    private static readonly AuditEntry Entry = new(new Actor("local", "api"), "embedded", "offsets.reset", "g", "test", "{}");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("audit");
    private readonly List<string> _changed = [];
    private readonly AuditLog _log;

    public AuditLogTests() => _log = new AuditLog(FilePath, new FakeTimeProvider());

    private string FilePath => Path.Combine(_folder.FullName, "console.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task RunAsync_ChangeSucceeds_WritesEntryBeforeAndOutcomeAfter()
    {
        await _log.PrepareAsync(CancellationToken.None);
        string? outcomeDuring = "not read";
        var row = new AuditRow("orders", "broker-a", 0, 20, 5, null);

        await Change().RunAsync(
            Entry,
            async (_, token) => outcomeDuring = (await _log.ReadNewestAsync(10, token)).ShouldHaveSingleItem().Outcome,
            _ => new AuditOutcome("done", "1 of 1", [row]),
            CancellationToken.None);

        outcomeDuring.ShouldBeNull();
        _changed.ShouldBe(["embedded"]);
        var record = (await _log.ReadNewestAsync(10, CancellationToken.None)).ShouldHaveSingleItem();
        record.Outcome.ShouldBe("done");
        record.Rows.ShouldHaveSingleItem().ShouldBe(row);
        record.Reason.ShouldBe("test");
        record.Actor.ShouldBe("local");
    }

    [Fact]
    public async Task RunAsync_ChangeFails_WritesTheFailureAndThrowsIt()
    {
        await _log.PrepareAsync(CancellationToken.None);

        await Should.ThrowAsync<InvalidOperationException>(
            Change().RunAsync(Entry, _ => throw new InvalidOperationException("broker gone"), CancellationToken.None));

        var record = (await _log.ReadNewestAsync(10, CancellationToken.None)).ShouldHaveSingleItem();
        record.Outcome.ShouldBe("failed");
        record.Detail.ShouldBe("broker gone");
    }

    [Fact]
    public async Task RunAsync_EntryCannotBeWritten_MakesNoChange()
    {
        Directory.CreateDirectory(FilePath);
        var changed = false;

        await Should.ThrowAsync<AuditUnavailableException>(Change().RunAsync(
            Entry,
            _ =>
            {
                changed = true;
                return Task.CompletedTask;
            },
            CancellationToken.None));

        changed.ShouldBeFalse();
    }

    [Fact]
    public async Task RunAsync_CommitOfTheEntryFails_MakesNoChangeAndTheNextEntryIsWhole()
    {
        await _log.PrepareAsync(CancellationToken.None);
        await using var connection = new SqliteConnection($"Data Source={FilePath}");
        await connection.ExecuteAsync("""
            CREATE TABLE never (id INTEGER PRIMARY KEY);
            CREATE TABLE late (id INTEGER REFERENCES never(id) DEFERRABLE INITIALLY DEFERRED);
            CREATE TRIGGER fails_at_commit AFTER INSERT ON audit_entry BEGIN INSERT INTO late VALUES (NEW.id); END;
            """);
        var changes = 0;
        Task ChangeAsync(CancellationToken _) => Task.FromResult(++changes);

        await Should.ThrowAsync<AuditUnavailableException>(Change().RunAsync(Entry, ChangeAsync, CancellationToken.None));

        changes.ShouldBe(0);
        _changed.ShouldBeEmpty();
        (await _log.ReadNewestAsync(10, CancellationToken.None)).ShouldBeEmpty();
        await connection.ExecuteAsync("DROP TRIGGER fails_at_commit;");
        await Change().RunAsync(Entry, ChangeAsync, CancellationToken.None);
        changes.ShouldBe(1);
        (await _log.ReadNewestAsync(10, CancellationToken.None)).ShouldHaveSingleItem().Outcome.ShouldBe("done");
    }

    [Fact]
    public async Task RunAsync_FollowerThatDoesNotComeBack_HoldsUpNoChange()
    {
        await _log.PrepareAsync(CancellationToken.None);
        using var release = new ManualResetEventSlim();
        using var followed = new CountdownEvent(2);
        var heldUp = false;
        _log.Written += () =>
        {
            followed.Signal();
            heldUp |= !release.Wait(TimeSpan.FromSeconds(30));
        };
        var changed = false;

        await Change().RunAsync(Entry, _ => Task.FromResult(changed = true), CancellationToken.None);

        (changed, heldUp).ShouldBe((true, false));
        followed.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue("the entry and its outcome were told");
        release.Set();
    }

    [Fact]
    public async Task Calls_DatabaseIsLocked_LeaveTheCallersThread()
    {
        await _log.PrepareAsync(CancellationToken.None);
        var id = await _log.BeginAsync(Entry, CancellationToken.None);
        await using var other = new SqliteConnection($"Data Source={FilePath}");
        await other.ExecuteAsync("BEGIN IMMEDIATE;");

        var begin = _log.BeginAsync(Entry, CancellationToken.None);
        var complete = _log.CompleteAsync(id, AuditOutcome.Done, CancellationToken.None);
        (begin.IsCompleted, complete.IsCompleted).ShouldBe((false, false));

        await other.ExecuteAsync("COMMIT;");
        (await begin).ShouldBe(id + 1);
        await complete;
    }

    [Theory]
    [InlineData("DELETE FROM audit_entry")]
    [InlineData("UPDATE audit_entry SET actor = 'nobody'")]
    [InlineData("DELETE FROM audit_outcome")]
    [InlineData("UPDATE audit_outcome SET result = 'done'")]
    public async Task Tables_ChangedByHand_Refuse(string statement)
    {
        await _log.PrepareAsync(CancellationToken.None);
        await Change().RunAsync(Entry, _ => Task.CompletedTask, CancellationToken.None);
        await using var connection = new SqliteConnection($"Data Source={FilePath}");

        (await Should.ThrowAsync<SqliteException>(connection.ExecuteAsync(statement))).Message.ShouldContain("append-only");
    }

    [Fact]
    public async Task PrepareAsync_NewerFormat_IsRefusedWithBothVersions()
    {
        await _log.PrepareAsync(CancellationToken.None);
        await using (var connection = new SqliteConnection($"Data Source={FilePath}"))
        {
            await connection.ExecuteAsync("PRAGMA user_version=99;");
        }

        var failure = await Should.ThrowAsync<StartupException>(_log.PrepareAsync(CancellationToken.None));

        failure.Message.ShouldContain("format 99");
        failure.Message.ShouldContain("Console:DataFolder");
    }

    private AuditedChange Change() => new(_log, _changed.Add, NullLogger<AuditedChange>.Instance);
}
