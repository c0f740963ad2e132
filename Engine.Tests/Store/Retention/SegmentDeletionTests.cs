using System.Buffers.Binary;
using Engine.Store;
using Engine.Store.Files;
using Engine.Tests.Persistence;

namespace Engine.Tests.Store.Retention;

/// <summary>Files go while others read and write the same row.</summary>
public sealed class SegmentDeletionTests
{
    private const int FileBytes = 256;

    [Fact]
    public void DeleteBelow_WholeFilesBeforeTheOffset_AreGoneFromRowAndDiskButNeverTheLastOne()
    {
        using var folder = new TemporaryFolder();
        using var files = new SegmentFiles(folder.Path, FileBytes);
        files.Write(new byte[3 * FileBytes], 0);

        files.DeleteBelow(FileBytes - 1).ShouldBe(0);
        files.DeleteBelow((2 * FileBytes) - 1).ShouldBe(1);
        (files.Start, files.End).ShouldBe((FileBytes, 3 * FileBytes));

        files.DeleteBelow(long.MaxValue).ShouldBe(1);
        (files.Start, files.End).ShouldBe((2 * FileBytes, 3 * FileBytes));
        Directory.GetFiles(folder.Path).Length.ShouldBe(1);
    }

    [Fact]
    public async Task DeleteBelow_WriterTakesTheLastFileAwayMeanwhile_OneFileStays()
    {
        using var folder = new TemporaryFolder();
        for (var round = 0; round < 500; round++)
        {
            using var files = new SegmentFiles(folder.File($"{round}"), FileBytes);
            files.Write(new byte[2 * FileBytes], 0);
            using var start = new Barrier(2);
            var deleting = Task.Run(() =>
            {
                start.SignalAndWait();
                files.DeleteBelow(FileBytes);
            });

            start.SignalAndWait();
            files.ClearFrom(FileBytes);
            await deleting;

            // Whoever came first: a row keeps its place.
            files.IsEmpty.ShouldBeFalse();
            Directory.GetFiles(files.Folder).ShouldBe([files.All[0].Path]);
        }
    }

    [Fact]
    public void Read_FileWasDeletedAfterItWasFound_GivesNothing()
    {
        using var folder = new TemporaryFolder();
        using var files = new SegmentFiles(folder.Path, FileBytes);
        files.Write(Enumerable.Repeat((byte)7, 2 * FileBytes).ToArray(), 0);
        var found = files.Find(10)!;

        files.DeleteBelow(FileBytes);

        files.Read(new byte[20], 10).ShouldBe(0);
        files.Find(10).ShouldBeNull();
        Should.Throw<ObjectDisposedException>(() => found.Read(new byte[20], 10));
        files.Flush();
    }

    [Fact]
    public async Task Read_WhileFilesComeAndGo_GivesTheRightBytesOrNothing()
    {
        using var folder = new TemporaryFolder();
        using var files = new SegmentFiles(folder.Path, FileBytes);
        const int last = 300 * FileBytes;
        var written = 0L;
        var wrong = 0;
        var readers = Enumerable.Range(0, 2).Select(seed => Task.Run(() =>
        {
            var random = new Random(seed);
            Span<byte> target = stackalloc byte[8];
            while (Volatile.Read(ref written) < last)
            {
                var end = Volatile.Read(ref written);
                var offset = random.NextInt64(Math.Max(0, end - (5 * FileBytes)), end + 1) / 8 * 8;
                if (offset < end && files.Read(target, offset) == 8 && BinaryPrimitives.ReadInt64BigEndian(target) != offset + 1)
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        })).ToArray();
        var cleaner = Task.Run(() =>
        {
            while (Volatile.Read(ref written) < last)
            {
                files.DeleteBelow(Volatile.Read(ref written) - (2 * FileBytes));
            }
        });

        var bytes = new byte[8];
        for (var offset = 0L; offset < last; offset += 8)
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes, offset + 1);
            files.Write(bytes, offset);
            Volatile.Write(ref written, offset + 8);
        }

        await Task.WhenAll([.. readers, cleaner]);
        wrong.ShouldBe(0);
        files.End.ShouldBe(last);
        Directory.GetFiles(folder.Path).Length.ShouldBe(files.All.Length);
    }

    [Fact]
    public async Task Get_WhileTheKeeperDeletes_GivesWholeMessagesInOrderOrSaysTheyAreGone()
    {
        using var harness = new RetentionHarness(new() { Bytes = 3 * RetentionHarness.LogFileBytes });
        harness.Put("T", 0);
        const long last = 200 * RetentionHarness.LogFileBytes;
        var keeper = Task.Run(() =>
        {
            while (harness.Open.Log.MaxOffset < last)
            {
                harness.Keeper.Turn();
            }
        });
        var reader = Task.Run(() =>
        {
            var (offset, seen) = (0L, new List<long>());
            var queue = harness.Open.Queues.Find("T", 0)!;
            while (harness.Open.Log.MaxOffset < last)
            {
                var result = harness.Open.Reader.Get(queue, offset, 32, null);
                result.Min.ShouldBeLessThanOrEqualTo(result.Max);
                seen.AddRange(RetentionHarness.QueueOffsetsIn(result));
                offset = result.Status == GetStatus.OffsetFoundNull ? queue.Min : result.NextBeginOffset;
            }

            return seen;
        });

        harness.FillTo(last);

        await keeper;
        var read = await reader;
        read.ShouldBe(read.Distinct().Order());
        harness.Keeper.Turn();
        harness.ReadAll("T", 0)[^1].ShouldBe(harness.Stored[^1].QueueOffset);
    }
}
