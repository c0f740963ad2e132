using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Dashboard.Figures.History;

/// <summary>The rows of the timeline in history.db.</summary>
internal static class TimelineTable
{
    internal static void Insert(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<TimelineEvent> events)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            INSERT INTO event (at, cluster, grp, kind, subject, count, details)
            VALUES ($at, $cluster, $grp, $kind, $subject, $count, $details);
            """;
        foreach (var one in events)
        {
            command.Parameters.Clear();
            command.Parameters.AddWithValue("$at", one.At.ToUnixTimeMilliseconds());
            command.Parameters.AddWithValue("$cluster", one.Cluster);
            command.Parameters.AddWithValue("$grp", one.Group);
            command.Parameters.AddWithValue("$kind", (int)one.Kind);
            command.Parameters.AddWithValue("$subject", one.Subject);
            command.Parameters.AddWithValue("$count", one.Count);
            command.Parameters.AddWithValue("$details", JsonSerializer.Serialize(one.Details));
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Deletes events before a time, and the oldest above a number.</summary>
    internal static void Trim(SqliteConnection connection, SqliteTransaction transaction, DateTimeOffset oldest, int most)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            DELETE FROM event WHERE at < $oldest;
            DELETE FROM event WHERE id <= (SELECT id FROM event ORDER BY id DESC LIMIT 1 OFFSET $most);
            """;
        command.Parameters.AddWithValue("$oldest", oldest.ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("$most", most);
        command.ExecuteNonQuery();
    }

    internal static IReadOnlyList<TimelineEvent> Read(
        SqliteConnection connection, string cluster, string group, TimelineKind? kind, int limit)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT at, grp, kind, subject, count, details FROM event
            WHERE cluster = $cluster AND grp IN ($grp, '') AND ($kind IS NULL OR kind = $kind) ORDER BY at DESC, id DESC LIMIT $limit;
            """;
        command.Parameters.AddWithValue("$cluster", cluster);
        command.Parameters.AddWithValue("$grp", group);
        command.Parameters.AddWithValue("$kind", kind is { } one ? (int)one : DBNull.Value);
        command.Parameters.AddWithValue("$limit", limit);
        using var reader = command.ExecuteReader();
        var events = new List<TimelineEvent>();
        while (reader.Read())
        {
            events.Add(new TimelineEvent(
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(0)),
                cluster,
                reader.GetString(1),
                (TimelineKind)reader.GetInt32(2),
                reader.GetString(3),
                reader.GetInt32(4),
                JsonSerializer.Deserialize<string[]>(reader.GetString(5)) ?? []));
        }

        return events;
    }
}
