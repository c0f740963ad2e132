using Dapper;
using Dashboard.Configuration;
using Microsoft.Data.Sqlite;

namespace Dashboard.Changes.Audit;

/// <summary>
/// The audit tables of console.db. Rows are only ever inserted: an entry before its change, an outcome after it; triggers refuse
/// anything else. The file carries a format version in its user_version.
/// </summary>
internal static class AuditSchema
{
    public const int FormatVersion = 1;

    private const string Create = """
        CREATE TABLE IF NOT EXISTS audit_entry (
            id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor TEXT NOT NULL, channel TEXT NOT NULL,
            cluster TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, reason TEXT, request TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS audit_outcome (
            entry_id INTEGER PRIMARY KEY REFERENCES audit_entry(id), at INTEGER NOT NULL,
            result TEXT NOT NULL, detail TEXT, rows TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS audit_entry_of ON audit_entry (cluster, action, id);
        CREATE TRIGGER IF NOT EXISTS audit_entry_keep_u BEFORE UPDATE ON audit_entry
            BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
        CREATE TRIGGER IF NOT EXISTS audit_entry_keep_d BEFORE DELETE ON audit_entry
            BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
        CREATE TRIGGER IF NOT EXISTS audit_outcome_keep_u BEFORE UPDATE ON audit_outcome
            BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
        CREATE TRIGGER IF NOT EXISTS audit_outcome_keep_d BEFORE DELETE ON audit_outcome
            BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
        """;

    /// <summary>Makes the tables where they are missing; a file of a newer format is refused.</summary>
    public static void Prepare(SqliteConnection connection, string path)
    {
        var found = connection.ExecuteScalar<int>("PRAGMA user_version;");
        if (found > FormatVersion)
        {
            throw new StartupException(
                $"Console:DataFolder: {path} has format {found}, this version of Console reads up to {FormatVersion}; "
                + "start the newer version, or choose another folder.");
        }

        connection.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
        connection.Execute(Create);
        connection.Execute($"PRAGMA user_version={FormatVersion};");
    }
}
