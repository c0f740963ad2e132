using Dashboard.Changes;
using Dashboard.Changes.Audit;
using Engine.Tests.Store;
using Engine.Tests.Time;
using Microsoft.Data.Sqlite;

namespace Dashboard.Tests.Changes.Audit;

/// <summary>The audit on a file system that is really full; skipped where none can be mounted; AuditLogTests stand in.</summary>
public sealed class AuditFullDiskTests
{
    private const int DiskKiB = 1024;
    private const int ReserveKiB = 256;
    private const int MoreThanFit = DiskKiB / 16;

    private static readonly AuditEntry Entry =
        new(new Actor("local", "api"), "embedded", "offsets.reset", "g", "test", new string('r', 16 * 1024));

    [SmallDiskFact]
    public async Task BeginAsync_DiskIsFull_IsRefusedAndEveryIdGivenOutIsAnEntry()
    {
        using var disk = SmallDisk.Mount(DiskKiB);
        try
        {
            var log = new AuditLog(Path.Combine(disk.Path, "console.db"), new FakeTimeProvider());
            await log.PrepareAsync(CancellationToken.None);
            disk.Load(ReserveKiB);

            var ids = await FillAsync(log);
            await Should.ThrowAsync<AuditUnavailableException>(log.BeginAsync(Entry, CancellationToken.None));
            disk.Unload();
            ids.Add(await log.BeginAsync(Entry, CancellationToken.None));

            ids.Count.ShouldBeGreaterThan(1);
            ids.ShouldBeUnique();
            var stored = await log.ReadNewestAsync(MoreThanFit, CancellationToken.None);
            stored.Select(record => record.Id).Order().ShouldBe(ids);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
        }
    }

    /// <summary>The ids given out until the disk refused.</summary>
    private static async Task<List<long>> FillAsync(AuditLog log)
    {
        var ids = new List<long>();
        try
        {
            while (ids.Count < MoreThanFit)
                ids.Add(await log.BeginAsync(Entry, CancellationToken.None));
        }
        catch (AuditUnavailableException)
        {
            return ids;
        }

        throw new InvalidOperationException($"{MoreThanFit} entries of 16 KiB fit into {DiskKiB} KiB");
    }
}
