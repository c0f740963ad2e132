using Engine.Protocol.Messages;
using Engine.Store;
using Engine.Store.Keys;
using FsCheck;
using FsCheck.Fluent;

namespace Engine.Tests.Store.Keys;

public sealed class KeyIndexTests
{
    private static readonly IndexShape Small = new(50, 40);

    [Fact]
    public void Find_UniqueIdAndEveryWord_NewestFirst()
    {
        using var bench = new KeyBench(Small);
        var first = bench.Add("Orders", "U1", "red  blue ");
        var second = bench.Add("Orders", "U2", "blue");
        bench.Add("Other", "U1", "blue");
        bench.Build();

        bench.Find("Orders", "U1").ShouldBe([first]);
        bench.Find("Orders", "red").ShouldBe([first]);
        bench.Find("Orders", "blue").ShouldBe([second, first]);
        bench.Find("Orders", "blue", most: 1).ShouldBe([second]);
        bench.Find("Orders", "blue", most: 0).ShouldBeEmpty();
        bench.Find("Orders", "bl").ShouldBeEmpty();
        bench.Find(new KeyQuery { Topic = "Orders", Key = "blue", OnlyUniqueId = true, MaxMessages = 9 }).ShouldBeEmpty();
        bench.Find(new KeyQuery { Topic = "Orders", Key = "U2", OnlyUniqueId = true, MaxMessages = 9 }).ShouldBe([second]);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(MessageSysFlags.TransactionPrepared, true)]
    [InlineData(MessageSysFlags.TransactionCommit, true)]
    [InlineData(MessageSysFlags.TransactionRollback, false)]
    public void Build_TransactionType_AllButRolledBackOnes(int sysFlag, bool isFound)
    {
        using var bench = new KeyBench(Small);
        bench.Add("T", "U", sysFlag: sysFlag);
        bench.Build();

        bench.Find("T", "U").Length.ShouldBe(isFound ? 1 : 0);
    }

    [Fact]
    public void Find_KeysOfOneHash_OnlyTheOneAskedFor()
    {
        // "Aa" and "BB" have the same hash in Java, and so have all words made of them.
        using var bench = new KeyBench(Small);
        var first = bench.Add("T", "AaAa", "BBBB");
        var second = bench.Add("T", "", "AaBB BBAa BBBB AaBB");
        bench.Build();

        bench.Find("T", "AaAa").ShouldBe([first]);
        bench.Find("T", "BBBB").ShouldBe([second, first]);
        bench.Find("T", "AaBB").ShouldBe([second]);
        bench.Find("T", "BBAa").ShouldBe([second]);
    }

    [Fact]
    public void Find_TopicsOfOneHash_OnlyTheOneAskedFor()
    {
        using var bench = new KeyBench(Small);
        var first = bench.Add("Aa", "U");
        var second = bench.Add("BB", "U");
        bench.Build();

        bench.Find("Aa", "U").ShouldBe([first]);
        bench.Find("BB", "U").ShouldBe([second]);
    }

    [Fact]
    public void Find_TimeRange_BothEndsIncludedToTheMillisecond()
    {
        using var bench = new KeyBench(new IndexShape(50, 5));
        var (times, offsets) = (new List<long>(), new List<long>());
        for (var i = 0; i < 20; i++)
        {
            times.Add(bench.Now);
            offsets.Add(bench.Add("T", "", "k"));
            bench.Clock.Advance(TimeSpan.FromMilliseconds(700));
        }

        bench.Build();

        for (var from = 0; from < times.Count; from++)
        {
            for (var to = from; to < times.Count; to++)
            {
                bench.Find("T", "k", begin: times[from], end: times[to]).ShouldBe(offsets[from..(to + 1)].AsEnumerable().Reverse());
            }
        }

        bench.Find("T", "k", begin: times[0] + 1, end: times[1] - 1).ShouldBeEmpty();
        bench.Find("T", "k", begin: times[^1] + 1).ShouldBeEmpty();
    }

    [Fact]
    public void Find_ManyMessages_AtMostSixtyFourAndOneFrame()
    {
        using var bench = new KeyBench(new IndexShape(50, 200), logFileBytes: 64 * 1024 * 1024);
        for (var i = 0; i < 70; i++)
        {
            bench.Add("T", "", "small");
        }

        for (var i = 0; i < 5; i++)
        {
            bench.Add("T", "", "large", bodyBytes: 4 * 1024 * 1024);
        }

        bench.Build();

        bench.Find("T", "small", most: 1000).ShouldBe(bench.ExpectedFor("T", "small"));
        bench.Find("T", "large").Length.ShouldBe(3);
    }

    [Fact]
    public void Build_AnyRecords_WhatWasPutIsFoundAndNothingElse()
    {
        var word = Gen.Elements("a", "b", "c", "Aa", "BB", "é", "漢字", "x😀");
        var record =
            from topic in Gen.Elements("T", "U", "Aa", "BB")
            from words in word.ListOf()
            from bodyBytes in Gen.Choose(0, 400)
            select (Topic: topic, Words: string.Join(' ', words.Take(5)), BodyBytes: bodyBytes);
        var run =
            from records in record.ListOf()
            from items in Gen.Choose(2, 30)
            from slots in Gen.Choose(1, 40)
            select (Records: records, Shape: new IndexShape(slots, items));

        Prop.ForAll(run.ToArbitrary(), each =>
        {
            using var bench = new KeyBench(each.Shape, logFileBytes: 2000, recentBytes: 1024);
            foreach (var (number, (topic, words, bodyBytes)) in each.Records.Index())
            {
                bench.Add(topic, $"id{number}", words, bodyBytes: bodyBytes);
                if (number % 3 == 0)
                {
                    bench.Build();
                }
            }

            bench.Build();
            bench.ShouldFindAll();
            bench.Find("T", "nobody").ShouldBeEmpty();
            bench.Find("V", "a").ShouldBeEmpty();
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Build_FilesOfOneMillisecond_NamesRise()
    {
        using var bench = new KeyBench(new IndexShape(10, 3));
        for (var i = 0; i < 10; i++)
        {
            bench.Add("T", $"U{i}");
        }

        bench.Build();

        var names = IndexFileNames.List(bench.IndexFolder);
        names.ShouldBe(["20240102030405678", "20240102030405679", "20240102030405680", "20240102030405681", "20240102030405682"]);
        names.ShouldBe([.. bench.Index.Files.ToArray().Select(file => file.Name)]);
    }

    [Fact]
    public void Build_NextFileCannotBeMade_GoesOnWithTheNextKey()
    {
        using var bench = new KeyBench(new IndexShape(10, 4));
        bench.Add("T", "U1", "a b c d e");
        bench.Add("T", "U2", "a");
        var obstacle = Directory.CreateDirectory(Path.Combine(bench.IndexFolder, "20240102030405679"));

        Should.Throw<Exception>(bench.Build).ShouldBeAssignableTo<SystemException>();
        bench.Find("T", "U1").Length.ShouldBe(1);
        Should.Throw<Exception>(bench.Build);
        obstacle.Delete();
        bench.Build();

        bench.ShouldFindAll();
        bench.CountItems().ShouldBe(8);
    }

    [Fact]
    public void DeleteBelow_OldMessages_WholeFilesFromTheOldestAndNeverTheNewest()
    {
        using var bench = new KeyBench(new IndexShape(10, 6));
        for (var i = 0; i < 20; i++)
        {
            bench.Add("T", $"U{i}");
        }

        bench.Build();
        var offsets = bench.Offsets;
        bench.Index.Files.Length.ShouldBe(4);

        // The first file's last message is the fifth one.
        bench.Index.DeleteBelow(offsets[4]).ShouldBe(0);
        bench.Index.DeleteBelow(offsets[4] + 1).ShouldBe(1);
        bench.Find("T", "U4").ShouldBeEmpty();
        bench.Find("T", "U5").ShouldBe([offsets[5]]);
        bench.Index.DeleteBelow(long.MaxValue).ShouldBe(2);

        IndexFileNames.List(bench.IndexFolder).Count.ShouldBe(1);
        bench.Find("T", "U19").ShouldBe([offsets[19]]);
        bench.Add("T", "new");
        bench.Build();
        bench.Find("T", "new").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Find_WhileItGrowsAndOldFilesGo_IsNeverWrong()
    {
        using var bench = new KeyBench(new IndexShape(16, 50), logFileBytes: 1024 * 1024);
        using var done = new CancellationTokenSource();
        for (var i = 0; i < 4000; i++)
        {
            bench.Add("T", $"U{i}", $"k{i % 7}");
        }

        var offsets = bench.Offsets;
        var position = 0L;
        var reader = Task.Run(() =>
        {
            for (var round = 0; !done.IsCancellationRequested; round++)
            {
                var known = Volatile.Read(ref position);
                var found = bench.Find("T", $"k{round % 7}");
                found.ShouldBe([.. found.OrderDescending()]);
                found.ShouldAllBe(offset => offsets.Contains(offset));
                var last = offsets.Index().LastOrDefault(each => each.Item < known && each.Index % 7 == round % 7);
                if (known > 0)
                {
                    found.ShouldContain(offset => offset >= last.Item);
                }
            }
        });
        while (bench.Builder.Position < bench.Log.MaxOffset)
        {
            bench.Builder.BuildSome(bench.Log.MaxOffset);
            Volatile.Write(ref position, bench.Builder.Position);
            bench.Index.DeleteBelow(bench.Builder.Position - 20_000);
        }

        await done.CancelAsync();
        await reader;
    }
}
