using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Dashboard.Figures.History;

/// <summary>
/// history.db under the data folder: chunks of series and the timeline. One writer, any number of readers, which see the last commit.
/// Failures are <see cref="SqliteException"/>.
/// </summary>
internal sealed class HistoryDatabase(string path)
{
    private const int MostEvents = 50_000;

    /// <summary>A series goes only when its last chunk, an hour long, is gone for certain.</summary>
    private static readonly TimeSpan SeriesOutliveChunks = TimeSpan.FromHours(2);

    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadWriteCreate,
        DefaultTimeout = 5,
    }.ToString();

    private readonly Lock _lock = new();
    private volatile bool _isReady;

    /// <summary>The file.</summary>
    internal string Path { get; } = path;

    /// <summary>True once the file has its tables; readers find nothing before.</summary>
    internal bool IsReady => _isReady;

    /// <summary>Opens the file once and makes its tables; what failed may be tried again.</summary>
    /// <exception cref="HistoryFormatException">The file has a newer format.</exception>
    internal void Prepare()
    {
        if (_isReady)
            return;

        SQLitePCL.Batteries_V2.Init();
        using var connection = Open();
        HistorySchema.Prepare(connection, Path);
        _isReady = true;
    }

    /// <summary>The file may have been taken away: it is looked at anew before the next write.</summary>
    internal void Mistrust() => _isReady = false;

    /// <summary>Chunks and events in one transaction: all of them are stored, or none.</summary>
    internal void Write(IReadOnlyList<ChunkWrite> chunks, IReadOnlyList<TimelineEvent> events)
    {
        lock (_lock)
        {
            using var connection = Open();
            using var transaction = connection.BeginTransaction();
            var series = StoreSeries(connection, transaction, chunks);
            StoreChunks(connection, transaction, chunks, series);
            TimelineTable.Insert(connection, transaction, events);
            transaction.Commit();
        }
    }

    /// <summary>Deletes what is older than it is kept, and series of which nothing is left. Gives the bytes that are in use.</summary>
    internal long Trim(HistoryRetention retention, DateTimeOffset now)
    {
        lock (_lock)
        {
            using var connection = Open();
            using (var transaction = connection.BeginTransaction())
            {
                DeleteChunks(connection, transaction, retention, now);
                TimelineTable.Trim(connection, transaction, now - retention.Longest, MostEvents);
                transaction.Commit();
            }

            return UsedBytes(connection);
        }
    }

    /// <summary>Stored chunks of one series, oldest first.</summary>
    internal IReadOnlyList<ChunkBytes> Read(in SeriesName name, HistoryTier tier, long first, long last)
    {
        if (!_isReady)
            return [];

        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT id FROM series WHERE cluster = $cluster AND grp = $grp AND topic = $topic AND broker = $broker AND queue = $queue;";
        NameParameters(command, name);
        return command.ExecuteScalar() is long id ? ReadChunks(connection, id, tier, first, last) : [];
    }

    /// <summary>Hands out the stored chunks of each queue of a group; of one topic when one is named.</summary>
    internal void VisitQueues(
        string cluster,
        string group,
        string? topic,
        (HistoryTier Tier, long First, long Last) span,
        Action<SeriesName, IReadOnlyList<ChunkBytes>> visit)
    {
        if (!_isReady)
            return;

        using var connection = Open();
        foreach (var (id, name) in FindQueues(connection, cluster, group, topic))
            visit(name, ReadChunks(connection, id, span.Tier, span.First, span.Last));
    }

    /// <summary>The newest events of a group and of the cluster's nodes.</summary>
    internal IReadOnlyList<TimelineEvent> ReadEvents(string cluster, string group, TimelineKind? kind, int limit)
    {
        if (!_isReady)
            return [];

        using var connection = Open();
        return TimelineTable.Read(connection, cluster, group, kind, limit);
    }

    private static List<(long Id, SeriesName Name)> FindQueues(SqliteConnection connection, string cluster, string group, string? topic)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT id, topic, broker, queue FROM series
            WHERE cluster = $cluster AND grp = $grp AND queue >= 0 AND ($topic IS NULL OR topic = $topic);
            """;
        command.Parameters.AddWithValue("$cluster", cluster);
        command.Parameters.AddWithValue("$grp", group);
        command.Parameters.AddWithValue("$topic", (object?)topic ?? DBNull.Value);
        using var reader = command.ExecuteReader();
        var found = new List<(long, SeriesName)>();
        while (reader.Read())
            found.Add((reader.GetInt64(0), new SeriesName(cluster, group, reader.GetString(1), reader.GetString(2), reader.GetInt32(3))));

        return found;
    }

    private static IReadOnlyList<ChunkBytes> ReadChunks(SqliteConnection connection, long id, HistoryTier tier, long first, long last)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT key, bytes FROM chunk WHERE key BETWEEN $first AND $last ORDER BY key;";
        command.Parameters.AddWithValue("$first", HistorySchema.Key(id, tier, first));
        command.Parameters.AddWithValue("$last", HistorySchema.Key(id, tier, last));
        using var reader = command.ExecuteReader();
        var chunks = new List<ChunkBytes>();
        while (reader.Read())
            chunks.Add(new ChunkBytes(HistorySchema.ChunkOf(reader.GetInt64(0)), reader.GetFieldValue<byte[]>(1)));

        return chunks;
    }

    private static Dictionary<SeriesTrack, long> StoreSeries(
        SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<ChunkWrite> chunks)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            INSERT INTO series (cluster, grp, topic, broker, queue, seen_at) VALUES ($cluster, $grp, $topic, $broker, $queue, $seen)
            ON CONFLICT (cluster, grp, topic, broker, queue) DO UPDATE SET seen_at = excluded.seen_at RETURNING id;
            """;
        var ids = new Dictionary<SeriesTrack, long>();
        foreach (var track in chunks.Select(chunk => chunk.Track).Distinct())
        {
            command.Parameters.Clear();
            NameParameters(command, track.Name);
            command.Parameters.AddWithValue("$seen", track.SeenAt.ToUnixTimeMilliseconds());
            ids.Add(track, Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture));
        }

        return ids;
    }

    private static void StoreChunks(
        SqliteConnection connection,
        SqliteTransaction transaction,
        IReadOnlyList<ChunkWrite> chunks,
        Dictionary<SeriesTrack, long> series)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            "INSERT INTO chunk (key, bytes) VALUES ($key, $bytes) ON CONFLICT (key) DO UPDATE SET bytes = excluded.bytes;";
        var key = command.Parameters.Add("$key", SqliteType.Integer);
        var bytes = command.Parameters.Add("$bytes", SqliteType.Blob);
        foreach (var chunk in chunks)
        {
            var stored = HistorySchema.Key(series[chunk.Track], chunk.Tier, chunk.Data.Chunk);
            key.Value = stored;
            bytes.Value = chunk.Merges ? Merged(connection, transaction, stored, chunk.Data) : chunk.Data.Bytes;
            command.ExecuteNonQuery();
        }
    }

    /// <summary>The chunk with what is stored of it from before this process.</summary>
    private static byte[] Merged(SqliteConnection connection, SqliteTransaction transaction, long key, ChunkBytes chunk)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT bytes FROM chunk WHERE key = $key;";
        command.Parameters.AddWithValue("$key", key);
        return command.ExecuteScalar() is byte[] before ? ChunkMerge.Of(chunk.Chunk, before, chunk.Bytes) : chunk.Bytes;
    }

    private static void DeleteChunks(
        SqliteConnection connection, SqliteTransaction transaction, HistoryRetention retention, DateTimeOffset now)
    {
        var all = SeriesIds(connection, transaction);
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "DELETE FROM chunk WHERE key >= $first AND key < $end;";
        var first = command.Parameters.Add("$first", SqliteType.Integer);
        var end = command.Parameters.Add("$end", SqliteType.Integer);
        foreach (var (id, tier) in all.SelectMany(_ => HistoryTier.All, (id, tier) => (id, tier)))
        {
            first.Value = HistorySchema.Key(id, tier, 0);
            end.Value = HistorySchema.Key(id, tier, retention.OldestChunk(tier, now));
            command.ExecuteNonQuery();
        }

        command.Parameters.Clear();
        command.CommandText = "DELETE FROM series WHERE seen_at < $seen;";
        command.Parameters.AddWithValue("$seen", (now - retention.Longest - SeriesOutliveChunks).ToUnixTimeMilliseconds());
        command.ExecuteNonQuery();
    }

    private static List<long> SeriesIds(SqliteConnection connection, SqliteTransaction transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT id FROM series;";
        using var reader = command.ExecuteReader();
        var ids = new List<long>();
        while (reader.Read())
            ids.Add(reader.GetInt64(0));

        return ids;
    }

    private static long UsedBytes(SqliteConnection connection)
    {
        long Pragma(string name) => Convert.ToInt64(HistorySchema.Scalar(connection, $"PRAGMA {name};"), CultureInfo.InvariantCulture);

        return (Pragma("page_count") - Pragma("freelist_count")) * Pragma("page_size");
    }

    private static void NameParameters(SqliteCommand command, in SeriesName name)
    {
        command.Parameters.AddWithValue("$cluster", name.Cluster);
        command.Parameters.AddWithValue("$grp", name.Group);
        command.Parameters.AddWithValue("$topic", name.Topic);
        command.Parameters.AddWithValue("$broker", name.Broker);
        command.Parameters.AddWithValue("$queue", name.QueueId);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        HistorySchema.Execute(connection, "PRAGMA synchronous=NORMAL;");
        return connection;
    }
}
