using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Engine.Store.Keys;
using Engine.Tests.Persistence;

namespace Engine.Tests.Store.Keys;

public sealed class IndexFileTests : IDisposable
{
    private const string Name = "20240102030405678";
    private static readonly IndexShape Small = new(3, 4);

    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.File(Name);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Checkpoint_ThreeKeys_BytesAreThoseOfTheFormat()
    {
        var file = IndexFile.Create(FilePath, Small);
        file.Put(keyHash: 7, physicalOffset: 0x100, storeTime: 1000);
        file.Put(keyHash: 8, physicalOffset: 0x200, storeTime: 2999);
        file.Put(keyHash: 10, physicalOffset: 0x300, storeTime: 4000);

        file.Checkpoint();

        file.Close();
        string.Join(' ', File.ReadAllBytes(FilePath).Chunk(4).Select(Convert.ToHexString)).ShouldBe(string.Join(
            ' ',
            "00000000 000003E8", // begin: time of the first key
            "00000000 00000FA0", // end
            "00000000 00000100", // offset of the first key
            "00000000 00000300", // of the last one
            "00000002", // slots in use
            "00000004", // the next item's number
            "00000000 00000003 00000002", // slot 1 (7 and 10) names item 3, slot 2 (8) item 2
            "00000000 00000000 00000000 00000000 00000000", // item 0 is nobody
            "00000007 00000000 00000100 00000000 00000000",
            "00000008 00000000 00000200 00000001 00000000", // 1,999 ms behind the first one
            "0000000A 00000000 00000300 00000003 00000001")); // before it in slot 1: item 1
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Checkpoint_DiskRefusedAFlushOfTheOneBefore_WritesEverythingOnceMore(int refusedFlush)
    {
        var file = IndexFile.Create(FilePath, Small);
        file.Put(keyHash: 7, physicalOffset: 0x100, storeTime: 1000);
        file.Put(keyHash: 8, physicalOffset: 0x200, storeTime: 2999);
        var flushes = 0;
        file.ToDisk = (_, _) =>
        {
            if (++flushes == refusedFlush)
                throw new IOException("refused");
        };
        Should.Throw<IOException>(file.Checkpoint);
        file.IsDirty.ShouldBeTrue();

        // What the system may make of pages that it could not write.
        using (var other = File.OpenHandle(FilePath, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
            RandomAccess.Write(other, new byte[IndexShape.HeaderBytes + (3 * IndexShape.SlotBytes)], 0);
        file.Checkpoint();

        file.IsDirty.ShouldBeFalse();
        var header = file.Header;
        file.Close();
        var again = IndexFile.Open(FilePath, Small, header);
        IndexHeader.Read(File.ReadAllBytes(FilePath)).ShouldBe(header);
        Enumerable.Range(0, 3).Select(again.ReadHead).ShouldBe([0, 1, 2]);
        again.FindFault().ShouldBeNull();
        again.Close();
    }

    [Fact]
    public void Put_FileFull_SaysSoAndReadsTheSameAfterAnOpening()
    {
        var file = IndexFile.Create(FilePath, Small);
        for (var i = 1; i < Small.Items; i++)
        {
            file.IsFull.ShouldBeFalse();
            file.Put(i, i * 100, i);
        }

        file.IsFull.ShouldBeTrue();
        file.Checkpoint();
        var written = file.Header;
        file.Close();

        var again = IndexFile.Open(FilePath, Small, ReadHeader());
        again.Header.ShouldBe(written);
        again.ReadItem(3).ShouldBe(new IndexItem(3, 300, 0, 0));
        again.Close();
    }

    [Fact]
    public void Put_BeforeACheckpoint_IsReadableAtOnce()
    {
        var file = IndexFile.Create(FilePath, new IndexShape(5000, 20_000));
        for (var i = 1; i <= 10_000; i++)
        {
            file.Put(i, i, i);

            var chain = new IndexChain(file, i);
            chain.MoveNext().ShouldBeTrue();
            chain.Current.PhysicalOffset.ShouldBe(i);
        }

        ReadHeader().IsEmpty.ShouldBeTrue();
        file.Close();
    }

    [Fact]
    public void Create_LargeFile_TakesKilobytesUntilItIsUsed()
    {
        var file = IndexFile.Create(FilePath, IndexShape.Usual);
        file.Put(1_234_567, 1, 1);
        file.Checkpoint();
        file.Close();

        new FileInfo(FilePath).Length.ShouldBe(420_000_040);
        if (OperatingSystem.IsLinux())
        {
            BlocksOf(FilePath).ShouldBeLessThan(64);
        }
    }

    [Fact]
    public void MoveNext_ChainRunsInACircle_Ends()
    {
        var file = IndexFile.Create(FilePath, Small);
        file.Put(3, 100, 1);
        file.Put(6, 200, 1);
        file.Put(9, 300, 1);
        file.Checkpoint();
        file.Close();
        Overwrite(Small.ItemAt(1) + 16, 3);

        var again = IndexFile.Open(FilePath, Small, ReadHeader());
        var chain = new IndexChain(again, 9);
        var offsets = new List<long>();
        while (chain.MoveNext())
        {
            offsets.Add(chain.Current.PhysicalOffset);
        }

        offsets.ShouldBe([300, 200]);
        chain.IsBroken.ShouldBeTrue();
        again.Close();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(int.MaxValue)]
    public void MoveNext_SlotNamesNoItem_EndsAtOnce(int head)
    {
        var file = IndexFile.Create(FilePath, Small);
        file.Put(3, 100, 1);
        file.Checkpoint();
        file.Close();
        Overwrite(IndexShape.SlotAt(0), head);

        var again = IndexFile.Open(FilePath, Small, ReadHeader());
        var chain = new IndexChain(again, 3);

        chain.MoveNext().ShouldBeFalse();
        chain.IsBroken.ShouldBeTrue();
        again.Close();
    }

    [Fact]
    public void Close_WhileItIsRead_LetsTheReaderFinish()
    {
        var file = IndexFile.Create(FilePath, Small);
        file.Put(3, 100, 1);
        file.Checkpoint();
        file.TryBeginRead().ShouldBeTrue();
        file.TryBeginRead().ShouldBeTrue();

        file.Close(delete: true);

        file.TryBeginRead().ShouldBeFalse();
        file.EndRead();
        file.ReadItem(1).PhysicalOffset.ShouldBe(100);
        File.Exists(FilePath).ShouldBeTrue();
        file.EndRead();
        File.Exists(FilePath).ShouldBeFalse();
    }

    [Theory]
    [InlineData("2024-03-31T23:59:59.999", null, "20240331235959999")]
    [InlineData("2024-03-31T23:59:59.999", "20240331235959998", "20240331235959999")]
    [InlineData("2024-03-31T23:59:59.999", "20240331235959999", "20240401000000000")]
    [InlineData("2024-03-31T23:59:59.999", "20251231235959999", "20260101000000000")]
    public void Next_Name_IsTheTimeOrOneMillisecondBehindTheLastName(string now, string? last, string expected) =>
        IndexFileNames.Next(new DateTimeOffset(DateTime.Parse(now, null), TimeSpan.Zero), last).ShouldBe(expected);

    [Fact]
    public void List_Folder_OnlyNamesOfIndexFilesInOrder()
    {
        foreach (var name in new[] { "20240102030405678", "20230102030405678", "20240102030405678.bak", "99999999999999999", "2024", "x" })
        {
            File.WriteAllText(_folder.File(name), "");
        }

        IndexFileNames.List(_folder.Path).ShouldBe(["20230102030405678", "20240102030405678"]);
        IndexFileNames.List(_folder.File("missing")).ShouldBeEmpty();
    }

    // Of 512 bytes.
    private static int BlocksOf(string path)
    {
        using var stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%b", path]) { RedirectStandardOutput = true })!;
        return int.Parse(stat.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture);
    }

    private IndexHeader ReadHeader() => IndexHeader.Read(File.ReadAllBytes(FilePath)[..IndexShape.HeaderBytes]);

    private void Overwrite(long at, int value)
    {
        var bytes = File.ReadAllBytes(FilePath);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan((int)at), value);
        File.WriteAllBytes(FilePath, bytes);
    }
}
