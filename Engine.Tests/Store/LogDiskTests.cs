using Engine.Store;
using Engine.Store.Files;
using Engine.Store.Integrity;
using Engine.Store.Log;
using Engine.Tests.Time;

namespace Engine.Tests.Store;

public sealed class LogDiskTests
{
    // Three records of 500 bytes and a filler per file.
    private const int FileBytes = 1600;
    private const int BodyBytes = 408;

    private readonly DamageLog _damage = new(new FakeTimeProvider(), new StoreLog());

    [Fact]
    public async Task WriteAgain_FileLostItsPages_BringsThemBackFromMemory()
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: FileBytes);
        using var files = Open(harness, messages: 8);
        var before = await ReadAsync(harness);
        using var log = LogOf(files, before);
        await File.WriteAllBytesAsync(harness.LogFile(FileBytes), new byte[FileBytes]);

        var end = new LogDisk(files, log, () => log.MaxOffset).WriteAgain(FileBytes, log.MaxOffset);

        end.ShouldBe(log.MaxOffset);
        var after = await ReadAsync(harness);
        after[1][..1500].ShouldBe(before[1][..1500]);
    }

    [Fact]
    public async Task WriteAgain_MemoryTooSmall_TakesTheFilesAndMarksThemForTheNextFlush()
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: FileBytes);
        using var files = Open(harness, messages: 8);
        var before = await ReadAsync(harness);
        using var log = new CommitLog(files, recentBytes: 16, _damage);
        log.StartAt(2 * FileBytes + 1000);

        new LogDisk(files, log, () => log.MaxOffset).WriteAgain(500, log.MaxOffset).ShouldBe(log.MaxOffset);

        (await ReadAsync(harness)).ShouldBe(before);
    }

    [Fact]
    public async Task WriteAgain_RecordInNeither_IsRefusedWithItsPlace()
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: FileBytes);
        using var files = Open(harness, messages: 8);
        using var log = new CommitLog(files, recentBytes: 16, _damage);
        log.StartAt(2 * FileBytes + 1000);
        using (var file = File.OpenHandle(harness.LogFile(FileBytes), FileMode.Open, FileAccess.Write))
            RandomAccess.Write(file, new byte[4], 500 + 100);

        var disk = new LogDisk(files, log, () => log.MaxOffset);

        Should.Throw<StoreException>(() => disk.WriteAgain(0, log.MaxOffset)).Message.ShouldContain("offset 2100 of");
    }

    [Fact]
    public async Task WriteAgain_OldFilesWereRemoved_GoesOnAtTheFirstThere()
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: FileBytes);
        using var files = Open(harness, messages: 8, remove: harness.LogFile(0));
        using var log = new CommitLog(files, recentBytes: 16, _damage);
        log.StartAt(2 * FileBytes + 1000);

        new LogDisk(files, log, () => log.MaxOffset).WriteAgain(0, log.MaxOffset).ShouldBe(log.MaxOffset);
    }

    private static SegmentFiles Open(StoreHarness harness, int messages, string? remove = null)
    {
        for (var number = 0; number < messages; number++)
            harness.Put("T", 0, new string((char)('a' + number), BodyBytes));

        if (remove is not null)
            File.Delete(remove);

        var files = new SegmentFiles(Path.Combine(harness.Folder, "commitlog"), FileBytes);
        files.OpenLastPiece().ShouldBeEmpty();
        return files;
    }

    // A log whose memory holds everything, fillers left out.
    private CommitLog LogOf(SegmentFiles files, byte[][] content)
    {
        var log = new CommitLog(files, recentBytes: 16 * 1024, _damage);
        for (var number = 0; number < 8; number++)
        {
            var offset = log.Reserve_NeedsLock(500);
            log.Write_NeedsLock(content[offset / FileBytes].AsSpan((int)(offset % FileBytes), 500));
        }

        return log;
    }

    private static Task<byte[][]> ReadAsync(StoreHarness harness) =>
        Task.WhenAll(Enumerable.Range(0, 3).Select(number => File.ReadAllBytesAsync(harness.LogFile(number * (long)FileBytes))));
}
