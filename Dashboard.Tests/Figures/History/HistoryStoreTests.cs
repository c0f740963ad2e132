using Dashboard.Figures.History;
using Engine.Tests.Time;
using Microsoft.Data.Sqlite;
using NSubstitute;

namespace Dashboard.Tests.Figures.History;

/// <summary>Recording, storing and reading as one, over a file and a clock of the test's own.</summary>
public sealed class HistoryStoreTests : IDisposable
{
    private static readonly SeriesName Total = SeriesName.OfGroup("embedded", "g");
    private static readonly SeriesName Queue = new("embedded", "g", "orders", "broker-a", 0);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("history-");
    private readonly FakeTimeProvider _clock = new();

    private HistoryBook _book = null!;
    private HistoryDatabase _database = null!;
    private HistoryKeeper _keeper = null!;
    private HistoryQueries _queries = null!;

    public HistoryStoreTests() => Open(Path.Combine(_folder.FullName, "history.db"));

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Read_BeforeAnythingIsStored_GivesWhatMemoryHas()
    {
        Record(30, second => HistoryValues.Of(second, 100 + second, 100, 2.5, null));

        var answer = await ReadAsync(Total, TimeSpan.FromMinutes(15));

        answer.Step.ShouldBe(TimeSpan.FromSeconds(1));
        answer.Points.Count.ShouldBe(30);
        answer.Points[^1].Values.ShouldBe(HistoryValues.Of(29, 129, 100, 2.5, null));
        answer.Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Read_HoursLater_GivesEachRangeInItsOwnStep()
    {
        Record(2 * 3600, second => HistoryValues.Of(second % 100, second, null, 1, 2), flushes: true);

        (await ReadAsync(Total, TimeSpan.FromMinutes(15))).Points.Count.ShouldBeInRange(899, 900);
        var hours = await ReadAsync(Total, TimeSpan.FromHours(2));
        hours.Step.ShouldBe(TimeSpan.FromSeconds(10));
        hours.Points.Count.ShouldBeInRange(718, 720);
        hours.Points[5].Values.Lag.ShouldBe((hours.Points[5].Values.BrokerOffset!.Value % 100), "the highest of its ten seconds");
        var day = await ReadAsync(Total, TimeSpan.FromHours(24));
        day.Step.ShouldBe(TimeSpan.FromMinutes(1));
        day.Points.Count.ShouldBeInRange(118, 120);
        day.Points.Max(point => point.Values.Lag).ShouldBe(99);
    }

    [Fact]
    public async Task Restart_WithinAChunk_GoesOnWithTheSameChunk()
    {
        Record(25, second => HistoryValues.Of(second, 0, 0, null, null));
        _keeper.Flush(isLast: true);

        Open(_database.Path);
        Record(20, second => HistoryValues.Of(100 + second, 0, 0, null, null));
        _keeper.Flush(isLast: true);
        Open(_database.Path);
        _database.Prepare();

        var points = (await ReadAsync(Total, TimeSpan.FromMinutes(15))).Points;
        points.Select(point => point.Values.Lag).ShouldBe([.. Numbers(0, 25), .. Numbers(100, 20)]);
    }

    [Fact]
    public async Task Gap_NothingRecorded_IsOneUnknownPoint()
    {
        Record(3, _ => HistoryValues.Of(1, 1, 0, null, null));
        _clock.Advance(TimeSpan.FromSeconds(60));
        Record(2, _ => HistoryValues.Of(2, 2, 0, null, null));

        (await ReadAsync(Total, TimeSpan.FromMinutes(15))).Points.Select(point => point.Values.Lag).ShouldBe([1, 1, 1, null, 2, 2]);
    }

    [Fact]
    public void Prepare_NewerFormat_IsRefusedAndLeftAsItIs()
    {
        _database.Prepare();
        Execute("PRAGMA user_version=99;");
        var before = File.ReadAllBytes(_database.Path);
        Open(_database.Path);
        Record(1, _ => default);

        Should.Throw<HistoryFormatException>(() => _keeper.Flush(isLast: false));

        _keeper.Problem.ShouldNotBeNull().ShouldContain("format 99");
        SqliteConnection.ClearAllPools();
        File.ReadAllBytes(_database.Path).ShouldBe(before);
    }

    [Fact]
    public async Task Flush_FileThatCannotBeWritten_KeepsItInMemoryAndStoresItLater()
    {
        var folder = Path.Combine(_folder.FullName, "not-there");
        Open(Path.Combine(folder, "history.db"));
        Record(90, second => HistoryValues.Of(second, 0, 0, null, null));

        Should.Throw<SqliteException>(() => _keeper.Flush(isLast: false));

        _keeper.Problem.ShouldNotBeNull().ShouldContain("history.db");
        var answer = await ReadAsync(Total, TimeSpan.FromMinutes(15));
        answer.Points.Count.ShouldBe(90);
        answer.Problem.ShouldBe(_keeper.Problem);

        Directory.CreateDirectory(folder);
        _keeper.Flush(isLast: false);

        _keeper.Problem.ShouldBeNull();
        (await ReadAsync(Total, TimeSpan.FromMinutes(15))).Points.Count.ShouldBe(90);
    }

    [Fact]
    public async Task Trim_AfterTheTimeOfATier_LeavesNothingOfIt()
    {
        Record(120, _ => HistoryValues.Of(1, 1, 0, null, null));
        _keeper.Flush(isLast: true);
        _clock.Advance(TimeSpan.FromHours(1));

        _database.Trim(_keeper.Retention, _clock.GetUtcNow());

        Count("SELECT count(*) FROM chunk WHERE (key >> 32) & 3 = 0;").ShouldBe(0);
        Count("SELECT count(*) FROM chunk WHERE (key >> 32) & 3 = 1;").ShouldBeGreaterThan(0);
        Open(_database.Path);
        _database.Prepare();
        (await ReadAsync(Total, TimeSpan.FromHours(2))).Points.ShouldNotBeEmpty();
    }

    [Fact]
    public void Trim_SeriesNotSeenForAWeek_AgesOut()
    {
        Record(5, _ => HistoryValues.Of(1, 1, 0, null, null));
        _keeper.Flush(isLast: true);
        _clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromHours(3));

        _database.Trim(_keeper.Retention, _clock.GetUtcNow());

        Count("SELECT count(*) FROM chunk;").ShouldBe(0);
        Count("SELECT count(*) FROM series;").ShouldBe(0);
    }

    [Fact]
    public void Flush_MoreBytesThanAllowed_KeepsEverythingShorter()
    {
        Open(_database.Path, mostBytes: 1);
        Record(61, _ => HistoryValues.Of(1, 1, 0, null, null));

        _keeper.Flush(isLast: false);

        _keeper.Retention.Share.ShouldBe(0.8);
    }

    [Fact]
    public void Add_MoreSeriesThanThereIsRoomFor_AreCountedAndLeftOut()
    {
        var book = new HistoryBook(1);
        book.Add(Total, _clock.GetUtcNow(), default);
        book.Add(Queue, _clock.GetUtcNow(), default);

        book.Count.ShouldBe(1);
        book.WithoutRoom.ShouldBe(1);
    }

    [Fact]
    public async Task ReadSum_QueuesOfATopic_AddsTheKnown()
    {
        var other = Queue with { QueueId = 1 };
        _book.Add(Queue, _clock.GetUtcNow(), HistoryValues.Of(3, 10, 7, 1, null));
        _book.Add(other, _clock.GetUtcNow(), HistoryValues.Of(4, 20, null, 2, null));
        _book.Add(Queue with { Topic = "payments" }, _clock.GetUtcNow(), HistoryValues.Of(100, 100, 0, 9, 9));
        _clock.Advance(TimeSpan.FromSeconds(1));

        var now = _clock.GetUtcNow();
        var answer = await _queries.ReadSumAsync(
            "embedded", "g", name => name.Topic == "orders", now.AddMinutes(-1), now, CancellationToken.None);
        var queues = await _queries.ReadQueuesAsync("embedded", "g", "orders", now.AddMinutes(-1), now, 60, CancellationToken.None);

        answer.Points.ShouldHaveSingleItem().Values.ShouldBe(HistoryValues.Of(7, 30, 7, 3, null));
        queues.Select(queue => queue.QueueId).ShouldBe([0, 1]);
    }

    [Fact]
    public async Task ReadSum_ABrokerIsSilentForAWhile_IsUnknownMeanwhile()
    {
        var other = Queue with { Broker = "broker-b" };
        for (var second = 0; second < 30; second++)
        {
            _book.Add(Queue, _clock.GetUtcNow(), HistoryValues.Of(3, 10, 7, 1, null));
            if (second is < 10 or >= 20)
            {
                _book.Add(Total, _clock.GetUtcNow(), HistoryValues.Of(7, 30, 23, 2, null));
                _book.Add(other, _clock.GetUtcNow(), HistoryValues.Of(4, 20, 16, 1, null));
            }

            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        var now = _clock.GetUtcNow();
        var answer = await _queries.ReadSumAsync(
            "embedded", "g", name => name.Topic == "orders", now.AddMinutes(-1), now, CancellationToken.None);

        var known = Enumerable.Repeat((long?)7, 10);
        answer.Points.Select(point => point.Values.Lag).ShouldBe([.. known, null, .. known]);
    }

    [Fact]
    public async Task ReadSum_AChunkBeginsWhileItIsRead_GivesOneRange()
    {
        var begin = _clock.GetUtcNow();
        for (var second = 0; second < 2 * HistoryTier.SlotsPerChunk; second++)
        {
            _book.Add(Queue, _clock.GetUtcNow(), HistoryValues.Of(3, 10, 7, 1, null));
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        var clock = Substitute.For<TimeProvider>();
        clock.GetUtcNow().Returns(begin, _clock.GetUtcNow());
        var queries = new HistoryQueries(_book, _database, _keeper, clock);

        var answer = await queries.ReadSumAsync(
            "embedded", "g", _ => true, begin.AddMinutes(-1), _clock.GetUtcNow().AddMinutes(1), CancellationToken.None);

        answer.Points.Count.ShouldBeInRange(1, HistoryTier.SlotsPerChunk);
    }

    [Fact]
    public void Forget_SeriesThatCameNoMore_LeavesMemoryOnceItIsStored()
    {
        Record(5, _ => HistoryValues.Of(1, 1, 0, null, null));
        _clock.Advance(TimeSpan.FromMinutes(11));

        _book.Forget(_clock.GetUtcNow());
        _book.Count.ShouldBe(1, "nothing of it is stored");
        _keeper.Flush(isLast: true);

        _book.Count.ShouldBe(0);
    }

    private static IEnumerable<long?> Numbers(int from, int count) => Enumerable.Range(from, count).Select(number => (long?)number);

    private void Open(string path, long mostBytes = long.MaxValue)
    {
        _book = new HistoryBook(100);
        _database = new HistoryDatabase(path);
        _keeper = new HistoryKeeper(_book, _database, new HistoryBounds(TimeSpan.FromDays(7), mostBytes), _clock);
        _queries = new HistoryQueries(_book, _database, _keeper, _clock);
    }

    private void Record(int seconds, Func<int, HistoryValues> values, bool flushes = false)
    {
        for (var second = 0; second < seconds; second++)
        {
            _book.Add(Total, _clock.GetUtcNow(), values(second));
            _clock.Advance(TimeSpan.FromSeconds(1));
            if (flushes && second % 60 == 0)
                _keeper.Flush(isLast: false);
        }
    }

    private Task<HistoryAnswer> ReadAsync(SeriesName name, TimeSpan length) =>
        _queries.ReadAsync(name, _clock.GetUtcNow() - length, _clock.GetUtcNow(), CancellationToken.None);

    private long Count(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_database.Path}");
        connection.Open();
        return Convert.ToInt64(HistorySchema.Scalar(connection, sql), System.Globalization.CultureInfo.InvariantCulture);
    }

    private void Execute(string sql)
    {
        using (var connection = new SqliteConnection($"Data Source={_database.Path}"))
        {
            connection.Open();
            HistorySchema.Execute(connection, $"{sql} PRAGMA wal_checkpoint(TRUNCATE);");
        }

        SqliteConnection.ClearAllPools();
    }
}
