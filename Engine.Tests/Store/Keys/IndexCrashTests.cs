using Engine.Store.Keys;
using FsCheck;
using FsCheck.Fluent;

namespace Engine.Tests.Store.Keys;

/// <summary>Whatever a crash leaves of the index files, the next start finds every key and nothing else.</summary>
public sealed class IndexCrashTests
{
    private const int PageBytes = 4096;

    // Three pages of slots, one and a half of items.
    private static readonly IndexShape Shape = new(3000, 300);

    [Fact]
    public void Open_ProcessKilledBetweenCheckpoints_GoesOnFromTheLastOne()
    {
        using var bench = new KeyBench(Shape);
        AddSome(bench, "first", 50);
        bench.Build();
        bench.Builder.Checkpoint();
        AddSome(bench, "second", 50);
        bench.Build();

        bench.Open(isClean: false);

        bench.Index.Files[0].Count.ShouldBe(101);
        bench.Build();
        bench.ShouldFindAll();
        bench.CountItems().ShouldBe(200);
    }

    [Fact]
    public void Open_CrashAtEveryPointOfACheckpoint_FindsAll()
    {
        using var bench = new KeyBench(Shape);
        AddSome(bench, "first", 40);
        bench.Build();
        bench.Builder.Checkpoint();
        var path = bench.Index.Files[0].Path;
        var before = File.ReadAllBytes(path);
        AddSome(bench, "second", 60);
        bench.Build();
        bench.Builder.Checkpoint();
        var after = File.ReadAllBytes(path);
        var logEnd = bench.Log.MaxOffset;

        // The header comes last and behind a flush: before it any page may be there or not. Items only up to one of them, too.
        for (var pages = 0; pages < 8; pages++)
        {
            foreach (var items in new[] { 0, 1, 2, 45, 46, 119, 120 })
            {
                var state = Mix(before, after, pages, 81 + items);
                bench.Open(isClean: false, between: () => File.WriteAllBytes(path, state));
                bench.Build();
                bench.ShouldFindAll();
                bench.CountItems().ShouldBe(200, $"pages {pages}, items {items}");
                bench.Builder.Checkpoint();
                path = bench.Index.Files[0].Path;
                bench.Log.MaxOffset.ShouldBe(logEnd);
            }
        }
    }

    [Fact]
    public void Open_ItemsThatNeverReachedTheDisk_FileIsBuiltAgain()
    {
        using var bench = new KeyBench(Shape);
        AddSome(bench, "first", 40);
        bench.Build();
        bench.Builder.Checkpoint();
        var path = bench.Index.Files[0].Path;
        var before = File.ReadAllBytes(path);
        AddSome(bench, "second", 60);
        bench.Build();
        bench.Builder.Checkpoint();
        var state = Mix(before, File.ReadAllBytes(path), pages: 7, items: 81);

        bench.Open(isClean: false, between: () => File.WriteAllBytes(path, state));

        bench.Said.Lines.ShouldContain(line => line.Contains(Path.GetFileName(path)) && line.Contains("that are not there"));
        bench.Index.Files.IsEmpty.ShouldBeTrue();
        bench.Build();
        bench.ShouldFindAll();
    }

    [Fact]
    public void Open_LogShorterThanTheIndex_ForgetsWhatIsBehind()
    {
        using var bench = new KeyBench(new IndexShape(20, 30));
        AddSome(bench, "kept", 40);
        AddSome(bench, "lost", 40);
        bench.Build();
        var noted = bench.Builder.Checkpoint();
        bench.Index.Files.Length.ShouldBe(6);

        bench.CutLog(bench.Offsets[40]);
        bench.Open(isClean: true, noted: noted);

        bench.CountItems().ShouldBe(80);
        bench.Find("T", "lost0").ShouldBeEmpty();
        AddSome(bench, "new", 40);
        bench.Build();
        bench.ShouldFindAll();
        bench.CountItems().ShouldBe(160);
    }

    [Fact]
    public void Open_CrashWhileForgetting_FindsAll()
    {
        using var bench = new KeyBench(Shape);
        AddSome(bench, "kept", 40);
        AddSome(bench, "lost", 40);
        bench.Build();
        bench.Builder.Checkpoint();
        var path = bench.Index.Files[0].Path;
        var before = File.ReadAllBytes(path);
        bench.CutLog(bench.Offsets[40]);
        bench.Open();
        bench.Index.Dispose();
        var after = File.ReadAllBytes(path);

        // The header first, then the slots, then the items.
        for (var pages = 0; pages < 8; pages++)
        {
            var state = Mix(before, after, pages, items: 161);
            after.AsSpan(0, IndexShape.HeaderBytes).CopyTo(state);
            bench.Open(isClean: false, between: () => File.WriteAllBytes(path, state));
            bench.Build();
            bench.ShouldFindAll();
            bench.CountItems().ShouldBe(80);
        }
    }

    [Fact]
    public void Open_KeysOfOneRecordInTwoFilesOrHalfDone_EachIsThereOnce()
    {
        for (var items = 2; items < 12; items++)
        {
            using var bench = new KeyBench(new IndexShape(20, items));
            for (var i = 0; i < 5; i++)
            {
                bench.Add("T", $"U{i}", "a b c d");
                bench.Build();
                bench.Builder.Checkpoint();
                bench.Open(isClean: i % 2 == 0);
                bench.CountItems().ShouldBe((i + 1) * 5);
                bench.Build();
                bench.CountItems().ShouldBe((i + 1) * 5);
            }

            bench.ShouldFindAll();
        }
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("no header")]
    [InlineData("slots")]
    [InlineData("emptied")]
    [InlineData("longer")]
    public void Open_MiddleFileDamaged_IsBuiltAgain(string damage)
    {
        using var bench = new KeyBench(new IndexShape(20, 21));
        AddSome(bench, "m", 50);
        bench.Build();
        var noted = bench.Builder.Checkpoint();
        var path = bench.Index.Files[damage == "slots" ? 4 : 2].Path;

        bench.Open(isClean: damage != "slots", noted: noted, between: () => Damage(path, damage));

        bench.Said.Lines.ShouldContain(line => line.Contains(Path.GetFileName(path)));
        bench.Build();
        bench.ShouldFindAll();
        bench.CountItems().ShouldBe(100);
    }

    // One bit of the offset at which the header says that the file ends: behind the log's end, behind its last record, before it.
    [Theory]
    [InlineData(29, 0x10)]
    [InlineData(30, 0x01)]
    [InlineData(31, 0x80)]
    public void Open_EndInTheHeaderBent_GoesOnWhereTheItemsEnd(int at, byte mask)
    {
        foreach (var isClean in new[] { true, false })
        {
            using var bench = new KeyBench(Shape);
            AddSome(bench, "m", 20);
            bench.Build();
            bench.Builder.Checkpoint();
            var path = bench.Index.Files[0].Path;

            bench.Open(isClean, between: () => StoreFault.Flip(path, at, mask));
            AddSome(bench, "later", 5);
            bench.Build();

            bench.ShouldFindAll();
            bench.CountItems().ShouldBe(50);
        }
    }

    [Fact]
    public void Open_AnyBytesInTheNewestFile_NeverMoreThanWasThere()
    {
        var flips = (
            from at in Gen.Choose(0, (int)Shape.FileBytes - 1)
            from value in Gen.Choose(0, 255)
            select (at, (byte)value)).ListOf();
        using var bench = new KeyBench(Shape);
        AddSome(bench, "m", 100);
        bench.Build();
        bench.Builder.Checkpoint();
        var path = bench.Index.Files[0].Path;
        var good = File.ReadAllBytes(path);

        Prop.ForAll(flips.ToArbitrary(), Gen.Elements(true, false).ToArbitrary(), (each, isClean) =>
        {
            var state = good.ToArray();
            foreach (var (at, value) in each)
            {
                state[at] = value;
            }

            bench.Open(isClean, between: () => File.WriteAllBytes(path, state));
            bench.Build();
            for (var i = 0; i < 100; i++)
            {
                bench.Find("T", $"m{i}").ShouldBeSubsetOf([bench.Offsets[i]]);
            }

            bench.Find("T", "word").ShouldBeSubsetOf(bench.Offsets);
            Directory.Delete(bench.IndexFolder, recursive: true);
            Directory.CreateDirectory(bench.IndexFolder);
        }).QuickCheckThrowOnFailure();
    }

    // Two keys each: one of its own, one that all have.
    private static void AddSome(KeyBench bench, string name, int count)
    {
        for (var i = 0; i < count; i++)
        {
            bench.Add("T", $"{name}{i}", "word");
        }
    }

    // The header and what no bit names as it was before, slot pages and the first items as they are after.
    private static byte[] Mix(byte[] before, byte[] after, int pages, int items)
    {
        var state = before.ToArray();
        for (var page = 0; page < 3; page++)
        {
            if ((pages & (1 << page)) != 0)
            {
                var from = IndexShape.HeaderBytes + (page * PageBytes);
                var to = Math.Min(from + PageBytes, (int)Shape.ItemAt(0));
                after.AsSpan(from..to).CopyTo(state.AsSpan(from));
            }
        }

        after.AsSpan((int)Shape.ItemAt(0), items * IndexItem.Bytes).CopyTo(state.AsSpan((int)Shape.ItemAt(0)));
        return state;
    }

    private static void Damage(string path, string damage)
    {
        switch (damage)
        {
            case "deleted":
                File.Delete(path);
                break;
            case "emptied":
                File.WriteAllBytes(path, []);
                break;
            case "longer":
                File.AppendAllText(path, "x");
                break;
            default:
                using (var file = File.OpenWrite(path))
                {
                    file.Position = damage == "no header" ? 0 : IndexShape.HeaderBytes;
                    file.Write(Enumerable.Repeat((byte)0xEE, IndexShape.HeaderBytes).ToArray());
                }

                break;
        }
    }
}
