using System.Data.Common;
using System.Text.Json;
using Dapper;
using Dashboard.Configuration;
using Microsoft.Data.Sqlite;

namespace Dashboard.Changes.Audit;

/// <summary>
/// The append-only record of every change, in console.db under the data folder. An entry is on disk before its change begins;
/// when it cannot be written, <see cref="AuditUnavailableException"/> says so and the change must not happen. The database works on the
/// thread that asks it, so every call leaves the caller's first.
/// </summary>
internal sealed class AuditLog(string path, TimeProvider timeProvider)
{
    private const string InsertEntry = """
        INSERT INTO audit_entry (at, actor, channel, cluster, action, subject, reason, request)
        VALUES (@At, @Actor, @Channel, @Cluster, @Action, @Subject, @Reason, @Request) RETURNING id;
        """;

    private const string InsertOutcome =
        "INSERT INTO audit_outcome (entry_id, at, result, detail, rows) VALUES (@Id, @At, @Result, @Detail, @Rows);";

    private const string SelectRows = "SELECT rows FROM audit_outcome WHERE entry_id = @Id;";

    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadWriteCreate,
        DefaultTimeout = 5,
    }.ToString();

    /// <summary>
    /// Raised after an entry or an outcome was written, on a thread of its own: no follower stands between an entry and its change.
    /// </summary>
    public event Action? Written;

    /// <summary>
    /// Opens the file once and makes its tables; a <see cref="StartupException"/> says what to do when it cannot be used.
    /// </summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        SQLitePCL.Batteries_V2.Init();
        try
        {
            await using var connection = await OpenAsync(cancellationToken);
            AuditSchema.Prepare(connection, path);
        }
        catch (SqliteException exception)
        {
            throw new StartupException(
                $"Console:DataFolder: {path} cannot be used as the database of the audit ({exception.Message}), and nothing may be changed "
                + "without an audit; mend the file or its permissions, or move it away and a new one is begun.");
        }
    }

    /// <summary>Writes the entry; returns its id, which counts only once the entry is committed.</summary>
    /// <exception cref="AuditUnavailableException">The entry is not on disk.</exception>
    public async Task<long> BeginAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        long id;
        try
        {
            await using var connection = await OpenAsync(cancellationToken);

            // A statement alone gives its row before it commits, and a commit that fails behind the row is told to nobody.
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            id = await InsertAsync(transaction, entry);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (SqliteException exception)
        {
            throw new AuditUnavailableException(path, exception);
        }

        _ = TellWrittenAsync();
        return id;
    }

    /// <summary>Writes how the change of an entry ended.</summary>
    public async Task CompleteAsync(long id, AuditOutcome outcome, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await using (var connection = await OpenAsync(cancellationToken))
        {
            await connection.ExecuteAsync(InsertOutcome, new
            {
                Id = id,
                At = timeProvider.GetUtcNow().ToUnixTimeMilliseconds(),
                outcome.Result,
                outcome.Detail,
                Rows = JsonSerializer.Serialize(outcome.Rows),
            });
        }

        _ = TellWrittenAsync();
    }

    /// <summary>The newest entries first, 1 to 1,000 of them.</summary>
    /// <exception cref="AuditUnreadableException">The file cannot be read.</exception>
    public async Task<IReadOnlyList<AuditRecord>> ReadNewestAsync(int limit, CancellationToken cancellationToken) =>
        await QueryAsync(
            $"{StoredAuditRecord.Select} ORDER BY e.id DESC LIMIT @Limit;", new { Limit = Math.Clamp(limit, 1, 1000) }, cancellationToken);

    /// <summary>One entry by its id; null when there is none.</summary>
    /// <exception cref="AuditUnreadableException">The file cannot be read.</exception>
    public async Task<AuditRecord?> FindAsync(long id, CancellationToken cancellationToken) =>
        (await QueryAsync($"{StoredAuditRecord.Select} WHERE e.id = @Id;", new { Id = id }, cancellationToken)).FirstOrDefault();

    /// <summary>What the change of an entry did to each queue; none when it touched none or has no outcome.</summary>
    /// <exception cref="AuditUnreadableException">The file cannot be read.</exception>
    public Task<IReadOnlyList<AuditRow>> ReadRowsAsync(long id, CancellationToken cancellationToken) => AskAsync(
        async connection =>
        {
            var command = new CommandDefinition(SelectRows, new { Id = id }, cancellationToken: cancellationToken);
            return StoredAuditRecord.RowsOf(await connection.ExecuteScalarAsync<string?>(command));
        },
        cancellationToken);

    /// <summary>What a selection of <see cref="StoredAuditRecord"/> finds.</summary>
    /// <exception cref="AuditUnreadableException">The file cannot be read.</exception>
    internal Task<List<AuditRecord>> QueryAsync(string sql, object arguments, CancellationToken cancellationToken) => AskAsync(
        async connection =>
        {
            var command = new CommandDefinition(sql, arguments, cancellationToken: cancellationToken);
            return (await connection.QueryAsync<StoredAuditRecord>(command)).Select(row => row.ToRecord()).ToList();
        },
        cancellationToken);

    private async Task<T> AskAsync<T>(Func<SqliteConnection, Task<T>> ask, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await using var connection = await OpenAsync(cancellationToken);
            return await ask(connection);
        }
        catch (SqliteException exception)
        {
            throw new AuditUnreadableException(path, exception);
        }
    }

    private async Task TellWrittenAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        Written?.Invoke();
    }

    private Task<long> InsertAsync(DbTransaction transaction, AuditEntry entry) =>
        transaction.Connection!.ExecuteScalarAsync<long>(
            InsertEntry,
            new
            {
                At = timeProvider.GetUtcNow().ToUnixTimeMilliseconds(),
                Actor = entry.Actor.Name,
                entry.Actor.Channel,
                entry.Cluster,
                entry.Action,
                entry.Subject,
                entry.Reason,
                entry.Request,
            },
            transaction);

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
