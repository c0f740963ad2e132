using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Dashboard.Figures.History;

/// <summary>
/// Writes a length of made-up history through the recording of the console and reads it as its pages do: for measuring programs. Half of
/// the queues move with each second, by chance and from a fixed seed; the others stand still now and then.
/// </summary>
internal static class HistoryMeasurement
{
    private const string Cluster = "measured";
    private const string Group = "group";
    private const int Rounds = 20;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Size of the database on disk and time of a group's chart over the whole length, the slowest of 20.</summary>
    /// <param name="folder">An empty folder; history.db is left in it.</param>
    /// <param name="queues">Queues of one group.</param>
    /// <param name="length">Time that is recorded, up to 7 days.</param>
    /// <param name="clock">Measures the time of the chart.</param>
    /// <param name="cancellationToken">Ends the measurement early.</param>
    /// <returns>MiB of history.db with its log, milliseconds of the group's chart, milliseconds of the sum over all queues.</returns>
    public static async Task<(double MiB, double ChartMs, double SumMs)> RunAsync(
        string folder, int queues, TimeSpan length, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var path = Path.Combine(folder, "history.db");
        var time = new StandingClock();
        var book = new HistoryBook(queues + 1);
        var database = new HistoryDatabase(path);
        var keeper = new HistoryKeeper(book, database, new HistoryBounds(HistoryTier.Minutes.Kept, long.MaxValue), time);
        Fill(book, keeper, time, queues, length, cancellationToken);
        var reader = new HistoryQueries(book, database, keeper, time);
        var (from, to) = (time.Now - length, time.Now);
        var chart = await SlowestAsync(clock, () => reader.ReadAsync(SeriesName.OfGroup(Cluster, Group), from, to, cancellationToken))
            .ConfigureAwait(false);
        var sum = await SlowestAsync(clock, () => reader.ReadSumAsync(Cluster, Group, _ => true, from, to, cancellationToken))
            .ConfigureAwait(false);
        SqliteConnection.ClearAllPools();
        var bytes = Directory.EnumerateFiles(folder, "history.db*").Sum(file => new FileInfo(file).Length);
        return (bytes / 1048576.0, chart, sum);
    }

    private static void Fill(
        HistoryBook book, HistoryKeeper keeper, StandingClock time, int queues, TimeSpan length, CancellationToken cancellationToken)
    {
        var random = new Random(1);
        var states = new (SeriesName Name, long Broker, long Consumer)[queues];
        for (var queue = 0; queue < queues; queue++)
        {
            states[queue].Name = new SeriesName(
                Cluster, Group, string.Create(CultureInfo.InvariantCulture, $"topic-{queue / 16}"), "broker-a", queue % 16);
        }

        for (time.Now = Start; time.Now < Start + length; time.Now += HistoryTier.Seconds.Step)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Second(book, time.Now, states, random);
            if (time.Now.Second == 0)
                keeper.Flush(isLast: false);
        }

        keeper.Flush(isLast: true);
    }

    private static void Second(
        HistoryBook book, DateTimeOffset now, (SeriesName Name, long Broker, long Consumer)[] states, Random random)
    {
        var lag = 0L;
        for (var queue = 0; queue < states.Length; queue++)
        {
            ref var state = ref states[queue];
            var (produced, consumed) = random.Next(2) == 0 ? (random.Next(200), random.Next(210)) : (0, 0);
            state.Broker += produced;
            state.Consumer = Math.Min(state.Broker, state.Consumer + consumed);
            lag += state.Broker - state.Consumer;
            book.Add(
                state.Name,
                now,
                HistoryValues.Of(state.Broker - state.Consumer, state.Broker, state.Consumer, produced / 3.0, consumed / 3.0));
        }

        book.Add(SeriesName.OfGroup(Cluster, Group), now, HistoryValues.Of(lag, null, null, lag / 7.0, lag / 9.0));
    }

    private static async Task<double> SlowestAsync<T>(TimeProvider clock, Func<Task<T>> read)
    {
        var slowest = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            var begin = clock.GetTimestamp();
            await read().ConfigureAwait(false);
            slowest = Math.Max(slowest, clock.GetElapsedTime(begin).TotalMilliseconds);
        }

        return slowest;
    }

    private sealed class StandingClock : TimeProvider
    {
        internal DateTimeOffset Now { get; set; } = Start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
