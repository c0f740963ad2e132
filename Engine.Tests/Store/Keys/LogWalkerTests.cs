using Engine.Protocol.Messages;
using Engine.Store.Keys;

namespace Engine.Tests.Store.Keys;

public sealed class LogWalkerTests
{
    private static readonly IndexShape AnyShape = new(10, 10);

    [Theory]
    [InlineData(300_000, 1024)]
    [InlineData(300_000, 4 * 1024 * 1024)]
    [InlineData(64 * 1024 * 1024, 4 * 1024 * 1024)]
    public void TryPeek_RecordsOfAllSizesInManyFiles_EachOnceAndInOrder(long logFileBytes, int recentBytes)
    {
        using var bench = new KeyBench(AnyShape, logFileBytes, recentBytes);
        var random = new Random(1);
        var walker = new LogWalker(bench.Log);
        var (written, found) = (new List<long>(), new List<long>());
        for (var i = 0; i < 400; i++)
        {
            written.Add(bench.Write("T", $"KEYS\u0001k{i}", bodyBytes: random.Next(3) == 0 ? random.Next(250_000) : random.Next(500)));
            if (random.Next(20) == 0)
            {
                Walk(walker, bench, found);
            }
        }

        Walk(walker, bench, found);

        found.ShouldBe(written);
        walker.Position.ShouldBe(bench.Log.MaxOffset);
    }

    [Fact]
    public void TryPeek_Twice_IsTheSameRecordUntilItIsPassed()
    {
        using var bench = new KeyBench(AnyShape);
        bench.Write("T", "KEYS\u0001a");
        var second = bench.Write("T", "KEYS\u0001b");
        var walker = new LogWalker(bench.Log);

        walker.TryPeek(bench.Log.MaxOffset, out var record).ShouldBeTrue();
        walker.TryPeek(bench.Log.MaxOffset, out record).ShouldBeTrue();
        record.PhysicalOffset.ShouldBe(0);
        walker.Pass(record.Size);

        walker.TryPeek(bench.Log.MaxOffset, out record).ShouldBeTrue();
        record.PhysicalOffset.ShouldBe(second);
    }

    [Fact]
    public void TryPeek_FilesRemoved_GoesOnWithTheFirstThatIsThere()
    {
        using var bench = new KeyBench(AnyShape, logFileBytes: 1000, recentBytes: 256);
        var offsets = Enumerable.Range(0, 60).Select(i => bench.Write("T", $"KEYS\u0001k{i}")).ToArray();
        var walker = new LogWalker(bench.Log);
        walker.TryPeek(bench.Log.MaxOffset, out var record).ShouldBeTrue();
        walker.Pass(record.Size);
        bench.DropLogBelow(3000);
        walker.Release();

        var found = new List<long>();
        Walk(walker, bench, found);

        found.ShouldBe([.. offsets.Where(offset => offset >= 3000)]);
    }

    [Fact]
    public void TryPeek_DamagedBytes_AreSteppedOverAndCounted()
    {
        using var bench = new KeyBench(AnyShape, recentBytes: 256);
        var offsets = Enumerable.Range(0, 60).Select(i => bench.Write("T", $"KEYS\u0001k{i}")).ToArray();
        using (var file = OpenLog(bench))
        {
            // In the middle of two records, and all of a third one.
            Fill(file, offsets[10] + 4, 4);
            Fill(file, offsets[11], offsets[12] - offsets[11]);
            Fill(file, offsets[30], 1);
        }

        var (found, skipped) = (new List<long>(), new List<(long From, long Bytes)>());
        var walker = new LogWalker(bench.Log);
        while (walker.TryPeek(bench.Log.MaxOffset, out var record))
        {
            found.Add(record.PhysicalOffset);
            if (walker.Skipped > 0)
            {
                skipped.Add((walker.Position - walker.Skipped, walker.Skipped));
            }

            walker.Pass(record.Size);
        }

        found.ShouldBe([.. offsets.Except([offsets[10], offsets[11], offsets[30]])]);
        skipped.ShouldBe([(offsets[10], offsets[12] - offsets[10]), (offsets[30], offsets[31] - offsets[30])]);
    }

    [Fact]
    public void TryPeek_RecordInsideADamagedBody_IsNotTakenForOne()
    {
        using var bench = new KeyBench(AnyShape, recentBytes: 256);
        var inner = new byte[200];
        var evil = new MessageRecord { Topic = "T"u8, Properties = "KEYS\u0001evil"u8, PhysicalOffset = 7 };
        var size = MessageRecordWriter.Write(inner, evil);
        bench.Write("T", "KEYS\u0001a", bodyBytes: 300);
        var second = bench.Write("T", "KEYS\u0001b");
        using (var file = OpenLog(bench))
        {
            Fill(file, 0, 8);
            file.Position = 100;
            file.Write(inner, 0, size);
        }

        var found = new List<long>();
        Walk(new LogWalker(bench.Log), bench, found);

        found.ShouldBe([second]);
    }

    private static FileStream OpenLog(KeyBench bench) => new(
        Directory.GetFiles(Path.Combine(bench.IndexFolder, "..", "commitlog")).Single(),
        FileMode.Open,
        FileAccess.Write,
        FileShare.ReadWrite);

    private static void Fill(FileStream file, long at, long bytes)
    {
        file.Position = at;
        file.Write(Enumerable.Repeat((byte)0x55, (int)bytes).ToArray());
    }

    private static void Walk(LogWalker walker, KeyBench bench, List<long> found)
    {
        while (walker.TryPeek(bench.Log.MaxOffset, out var record))
        {
            found.Add(record.PhysicalOffset);
            walker.Pass(record.Size);
        }
    }
}
