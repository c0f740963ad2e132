using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Tests.Store;

/// <summary>Damage that a start meets between good records.</summary>
public sealed class DamageAtStartTests
{
    // Size, magic, own offset and body of a record, and a whole record of zeros: the frame is lost but in the fourth case.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    [InlineData(30, 1)]
    [InlineData(88, 1)]
    [InlineData(0, 98)]
    public async Task Start_DamagedRecordBetweenGoodOnes_IsTheOnlyOneLost(int field, int bytes)
    {
        await using var harness = await StoreHarness.StartAsync();
        var puts = Enumerable.Range(0, 5).Select(i => harness.Put("T", i % 2, $"body {i}")).ToArray();
        var lost = puts[2];

        await harness.RestartAsync(clean: false, () => Damage(harness.LogFile(0), lost.PhysicalOffset + field, bytes));

        harness.ReadAll("T", 0).ShouldBe(["body 0", "body 4"]);
        harness.ReadAll("T", 1).ShouldBe(["body 1", "body 3"]);
        harness.Store.GetBounds("T", 0).ShouldBe(new QueueBounds(0, 3));
        var place = harness.Store.Damage.ShouldHaveSingleItem();
        (place.Path, place.Offset, place.Bytes, place.FoundAt)
            .ShouldBe((harness.LogFile(0), lost.PhysicalOffset, lost.EndOffset - lost.PhysicalOffset, harness.Clock.GetUtcNow()));
        harness.Log.Lines.Count(line => line.StartsWith("Error: Damage in", StringComparison.Ordinal)).ShouldBe(1);
        harness.Put("T", 0, "next").QueueOffset.ShouldBe(3);
        await harness.RestartAsync(clean: false);
        harness.ReadAll("T", 0).ShouldBe(["body 0", "body 4", "next"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(88)]
    public async Task Start_DamageInAnOldFile_CostsOneMessage(int field)
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 8 * 1024);
        var puts = Enumerable.Range(0, 400).Select(i => harness.Put("T", i % 2, $"m{i}")).ToArray();
        var lost = puts[131].PhysicalOffset;
        lost.ShouldBeInRange(8 * 1024, 16 * 1024);

        await harness.RestartAsync(clean: false, () => StoreFault.Flip(harness.LogFile(8 * 1024), lost - (8 * 1024) + field, 0x7F));

        harness.ReadAll("T", 0).ShouldBe(Enumerable.Range(0, 200).Select(i => $"m{2 * i}"));
        harness.ReadAll("T", 1).ShouldBe(Enumerable.Range(0, 200).Where(i => i != 65).Select(i => $"m{(2 * i) + 1}"));
        harness.Store.GetBounds("T", 1).ShouldBe(new QueueBounds(0, 200));
    }

    [Fact]
    public async Task Start_FirstRecordOfTheNewestFileDamaged_KeepsTheRestOfTheFile()
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 1024);
        var puts = Enumerable.Range(0, 15).Select(i => harness.Put("T", 0, $"m{i}")).ToArray();
        var file = puts[^1].PhysicalOffset / 1024 * 1024;
        var first = Array.FindIndex(puts, put => put.PhysicalOffset == file);
        first.ShouldBeInRange(1, 13);

        await harness.RestartAsync(clean: false, () => StoreFault.Clear(harness.LogFile(file), 0, 50));

        harness.ReadAll("T", 0).ShouldBe(Enumerable.Range(0, 15).Where(i => i != first).Select(i => $"m{i}"));
    }

    [Fact]
    public async Task Start_LastRecordOfAFileDamaged_StopsTheDamageAtTheFiller()
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 1000);
        var lost = harness.Put("T", 0, new string('a', 400));
        harness.Put("T", 0, new string('b', 600));

        await harness.RestartAsync(clean: false, () => StoreFault.Clear(harness.LogFile(0), 0, 8));

        var place = harness.Store.Damage.ShouldHaveSingleItem();
        (place.Offset, place.Bytes).ShouldBe((0L, lost.EndOffset));
        harness.Store.GetBounds("T", 0).ShouldBe(new QueueBounds(1, 2));
    }

    [Fact]
    public async Task Start_NewestMessageOfAQueueLost_ItsOffsetIsNotGivenAgain()
    {
        await using var harness = await StoreHarness.StartAsync();
        harness.Put("T", 0, "first");
        var lost = harness.Put("T", 0, "lost");
        harness.Put("Other", 0, "behind");
        await harness.RestartAsync();

        await harness.RestartAsync(clean: false, () => StoreFault.Clear(harness.LogFile(0), lost.PhysicalOffset, 60));

        harness.Store.GetBounds("T", 0).ShouldBe(new QueueBounds(0, 2));
        harness.Put("T", 0, "next").QueueOffset.ShouldBe(2);
        harness.ReadAll("T", 0).ShouldBe(["first", "next"]);
    }

    [Fact]
    public async Task Start_NewestMessageOfALongQueueLost_KeepsThoseBeforeIt()
    {
        // The older part of the queue is taken from its file, the newer one is entered again from the log.
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 1024);
        for (var i = 0; i < 29; i++)
        {
            harness.Put("T", 0, $"m{i}");
            harness.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var lost = harness.Put("T", 0, "lost");
        harness.Put("Other", 0, "behind");
        await harness.RestartAsync();

        await harness.RestartAsync(clean: false, () => StoreFault.Clear(harness.LogFile(lost.PhysicalOffset / 1024 * 1024),
            lost.PhysicalOffset % 1024, 60));

        harness.Store.GetBounds("T", 0).ShouldBe(new QueueBounds(0, 30));
        harness.ReadAll("T", 0).ShouldBe(Enumerable.Range(0, 29).Select(i => $"m{i}"));
        harness.Put("T", 0, "next").QueueOffset.ShouldBe(30);
    }

    [Fact]
    public async Task Start_BodyOfAQueuesNewestMessageDamaged_ItsOffsetIsNotGivenAgain()
    {
        // No queue file was written yet: only the head of the damaged record tells of the message.
        await using var harness = await StoreHarness.StartAsync();
        var lost = harness.Put("T", 0, "lost");
        harness.Put("Other", 0, "behind");

        await harness.RestartAsync(clean: false, () => StoreFault.Flip(harness.LogFile(0), lost.PhysicalOffset + 88, 1));

        harness.Store.GetBounds("T", 0).ShouldBe(new QueueBounds(0, 1));
        harness.Put("T", 0, "next").QueueOffset.ShouldBe(1);
        harness.ReadAll("T", 0).ShouldBe(["next"]);
    }

    [Fact]
    public async Task Start_DamagedBodyHoldsWhatLooksLikeARecord_DoesNotBelieveIt()
    {
        await using var harness = await StoreHarness.StartAsync();
        harness.Put("T", 0, "before");
        var place = harness.Store.MaxPhysicalOffset + 88 + 10;
        var forged = new byte[200];
        var record = new MessageRecord
        {
            BodyCrc = Crc32.OfBody("forged"u8),
            PhysicalOffset = place,
            QueueOffset = 1,
            Topic = "T"u8,
            Body = "forged"u8,
        };
        var bytes = MessageRecordWriter.Write(forged.AsSpan(10), record) + 10;
        var carrier = harness.Store.Append(StoreHarness.Message("Carrier", 0, "") with { Body = forged.AsMemory(0, bytes) });
        harness.Put("T", 0, "after");
        harness.Store.ReadRecord(place).ShouldNotBeNull("the forged record must be a good one for this test to say something");

        await harness.RestartAsync(clean: false, () => StoreFault.Flip(harness.LogFile(0), carrier.PhysicalOffset + 88, 0xFF));

        harness.ReadAll("T", 0).ShouldBe(["before", "after"]);
    }

    [Fact]
    public async Task Start_SeveralFilesBehindEachOtherUnreadable_GoesOnBehindThem()
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 1024);
        var puts = Enumerable.Range(0, 40).Select(i => harness.Put("T", 0, $"m{i}")).ToArray();

        await harness.RestartAsync(clean: false, () =>
        {
            StoreFault.Clear(harness.LogFile(1024), 0, 1024);
            StoreFault.Clear(harness.LogFile(2048), 0, 1024);
        });

        var lost = puts.Count(put => put.PhysicalOffset is >= 1024 and < 3072);
        harness.ReadAll("T", 0).Count.ShouldBe(40 - lost);
        harness.Store.Damage.ShouldHaveSingleItem().Bytes.ShouldBe(2048);
        harness.Store.GetBounds("T", 0).ShouldBe(new QueueBounds(0, 40));
    }

    [Theory]
    [InlineData(0, 0x40)]
    [InlineData(7, 0x01)]
    [InlineData(10, 0x01)]
    [InlineData(19, 0x01)]
    public async Task Start_NewestQueueEntryDamagedAfterACleanStop_IsMadeAnewFromTheLog(int at, byte mask)
    {
        await using var harness = await StoreHarness.StartAsync();
        for (var i = 0; i < 10; i++)
        {
            harness.Put("T", 0, $"m{i}", "tag");
        }

        await harness.RestartAsync(clean: true, () => StoreFault.Flip(harness.QueueFile("T", 0, 0), (9 * 20) + at, mask));

        harness.ReadAll("T", 0).ShouldBe(Enumerable.Range(0, 10).Select(i => $"m{i}"));
        harness.Put("T", 0, "next").QueueOffset.ShouldBe(10);
    }

    private static void Damage(string path, long at, int bytes)
    {
        if (bytes == 1)
        {
            StoreFault.Flip(path, at, 0x5A);
        }
        else
        {
            StoreFault.Clear(path, at, bytes);
        }
    }
}
