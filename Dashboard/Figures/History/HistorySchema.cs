using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Dashboard.Figures.History;

/// <summary>
/// The tables of history.db. A chunk's key holds its series, tier and number, so that one series is read in one piece. The file carries
/// its format in its user_version; each step leads from one format to the next.
/// </summary>
internal static class HistorySchema
{
    private const int TierShift = 32;
    private const int SeriesShift = 34;

    /// <summary>Step n leads from format n to n + 1; format 0 is an empty file.</summary>
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE series (
            id INTEGER PRIMARY KEY, cluster TEXT NOT NULL, grp TEXT NOT NULL, topic TEXT NOT NULL, broker TEXT NOT NULL,
            queue INTEGER NOT NULL, seen_at INTEGER NOT NULL, UNIQUE (cluster, grp, topic, broker, queue));
        CREATE TABLE chunk (key INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
        CREATE TABLE event (
            id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, cluster TEXT NOT NULL, grp TEXT NOT NULL, kind INTEGER NOT NULL,
            subject TEXT NOT NULL, count INTEGER NOT NULL, details TEXT NOT NULL);
        CREATE INDEX event_of_group ON event (cluster, grp, at);
        CREATE INDEX event_at ON event (at);
        """,
    ];

    internal static int FormatVersion => Steps.Length;

    internal static long Key(long series, HistoryTier tier, long chunk) =>
        (series << SeriesShift) | ((long)tier.Number << TierShift) | chunk;

    internal static long ChunkOf(long key) => key & ((1L << TierShift) - 1);

    internal static long SeriesOf(long key) => key >> SeriesShift;

    /// <summary>Brings a file to this format; an older one is copied to <c>.old</c> first.</summary>
    /// <exception cref="HistoryFormatException">The file has a newer format; it is left as it is.</exception>
    internal static void Prepare(SqliteConnection connection, string path)
    {
        var found = Convert.ToInt32(Scalar(connection, "PRAGMA user_version;"), CultureInfo.InvariantCulture);
        if (found > FormatVersion)
            throw new HistoryFormatException(path, found, FormatVersion);

        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA journal_size_limit=16777216;");
        if (found is > 0 && found < FormatVersion)
            Execute(connection, $"VACUUM INTO '{path.Replace("'", "''", StringComparison.Ordinal)}.{found}.old';");

        foreach (var (step, version) in Steps.Select((step, index) => (step, index + 1)).Skip(found))
            Execute(connection, $"BEGIN IMMEDIATE; {step} PRAGMA user_version={version}; COMMIT;");
    }

    internal static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    internal static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
