using System.Buffers.Binary;
using Engine.Protocol.Messages;
using Engine.Store;
using Engine.Store.Replica;

namespace Engine.Tests.Store.Replica;

[Trait("Behaviour", "G1")]
public sealed class ReplicaLogTests
{
    [Fact]
    public async Task Append_EveryPieceSize_GivesTheSameLogAndQueues()
    {
        foreach (var pieceBytes in (int[])[1, 7, 8, 9, 100, 1000, 32 * 1024])
        {
            await using var pair = await ReplicaPair.StartAsync(logFileBytes: 2048);
            Fill(pair.Master, messages: 40);

            pair.Follow(pieceBytes);

            pair.ShouldBeAlike();
        }
    }

    [Fact]
    public async Task Append_CutAtEveryByteAndBegunAnew_LosesNothingAndEndsAtARecord()
    {
        await using var pair = await ReplicaPair.StartAsync(logFileBytes: 1024);
        Fill(pair.Master, messages: 12);
        var log = pair.ReadMaster(0);
        var ends = Ends(pair.Master);
        var at = 0;

        for (var cut = 1; cut <= log.Length; cut++)
        {
            pair.Log.Begin();
            pair.Log.Append(at, log.AsSpan(at, cut - at));

            pair.Log.Position.ShouldBe(ends.LastOrDefault(end => end <= cut));
            at = (int)pair.Log.Position;
        }

        pair.ShouldBeAlike();
    }

    [Fact]
    public async Task Append_RestartedInBetween_RecoversAndGoesOn()
    {
        await using var pair = await ReplicaPair.StartAsync(logFileBytes: 4096);
        foreach (var clean in (bool[])[true, false, true, false])
        {
            Fill(pair.Master, messages: 30);
            pair.Follow(333);
            await pair.Slave.RestartAsync(clean);
            pair.ShouldBeAlike();
        }

        pair.Slave.Store.Damage.ShouldBeEmpty();
    }

    [Fact]
    public async Task Append_KilledWithHalfARecordInMemory_GoesOnBeforeIt()
    {
        await using var pair = await ReplicaPair.StartAsync();
        Fill(pair.Master, messages: 3);
        var log = pair.ReadMaster(0);
        pair.Log.Append(0, log.AsSpan(0, log.Length - 5));

        await pair.Slave.RestartAsync(clean: false);
        pair.Follow();

        pair.ShouldBeAlike();
    }

    [Fact]
    public async Task Append_MastersFirstFilesAreGone_BeginsWhereItsLogDoes()
    {
        await using var pair = await ReplicaPair.StartAsync(logFileBytes: 2048);
        Fill(pair.Master, messages: 60);
        pair.Master.Store.Queues.ShouldNotBeEmpty();
        await pair.Master.RestartAsync(clean: true, between: () =>
        {
            File.Delete(pair.Master.LogFile(0));
            File.Delete(pair.Master.LogFile(2048));
        });
        pair.Master.Store.MinPhysicalOffset.ShouldBe(4096);
        pair.Master.Store.GetBounds("TopicA", 0).Min.ShouldBeGreaterThan(0);

        pair.Follow(500);

        pair.Slave.Store.MinPhysicalOffset.ShouldBe(4096);
        pair.ShouldBeAlike();
        await pair.Slave.RestartAsync(clean: false);
        pair.ShouldBeAlike();
        Fill(pair.Master, messages: 5);
        pair.Follow(500);
        pair.ShouldBeAlike();
        await pair.Slave.Store.WaitUntilDispatchedAsync(CancellationToken.None);
        pair.Slave.Store.Damage.ShouldBeEmpty();
    }

    [Fact]
    public async Task Append_TopicDeletedAndMadeAnew_HasOnlyTheNewMessages()
    {
        await using var pair = await ReplicaPair.StartAsync();
        Fill(pair.Master, messages: 20);
        pair.Follow();
        pair.Master.Store.DeleteQueues("TopicA");
        pair.Master.Put("TopicA", 0, "anew 0");
        pair.Master.Put("TopicA", 1, "anew 1");
        pair.Master.Put("TopicA", 0, "anew 2");

        pair.Follow();

        pair.ShouldBeAlike();
        pair.Slave.ReadAll("TopicA", 0).ShouldBe(["anew 0", "anew 2"]);
        await pair.Slave.RestartAsync(clean: false, between: () => Directory.Delete(
            Path.Combine(pair.Slave.Folder, "consumequeue"), recursive: true));
        pair.ShouldBeAlike();
    }

    [Fact]
    public async Task Append_WrongBody_IsRefusedAndTheLogStaysWhereItWas()
    {
        await using var pair = await ReplicaPair.StartAsync();
        Fill(pair.Master, messages: 2);
        var log = pair.ReadMaster(0);
        var second = (int)Ends(pair.Master)[0];
        log[^30] ^= 1;

        var refused = Should.Throw<ReplicaException>(() => pair.Log.Append(0, log));

        refused.Message.ShouldContain($"log offset {second}");
        pair.Log.Position.ShouldBe(second);
        pair.Follow();
        pair.ShouldBeAlike();
    }

    [Theory]
    [InlineData(MessageRecordFormat.MagicAt, "is no record")]
    [InlineData(MessageRecordFormat.PhysicalOffsetAt, "a record of offset")]
    public async Task Append_BentHead_IsRefused(int at, string fault)
    {
        await using var pair = await ReplicaPair.StartAsync();
        Fill(pair.Master, messages: 1);
        var log = pair.ReadMaster(0);
        log[at + 3] ^= 0x40;

        Should.Throw<ReplicaException>(() => pair.Log.Append(0, log)).Message.ShouldContain(fault);
        pair.Log.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task Append_BentSize_IsRefusedBeforeItsBytesAreWaitedFor()
    {
        await using var pair = await ReplicaPair.StartAsync();
        pair.Master.Put("TopicA", 0, new string('x', 200));
        var log = pair.ReadMaster(0);
        BinaryPrimitives.WriteInt32BigEndian(log, 15_000);
        BinaryPrimitives.WriteInt32BigEndian(log.AsSpan(MessageRecordFormat.BodyLengthAt(0)), -1);

        Should.Throw<ReplicaException>(() =>
        {
            pair.Log.Append(0, log.AsSpan(0, 120));
            pair.Log.Append(120, log.AsSpan(120, 1));
        });
    }

    [Fact]
    public async Task Append_PieceThatDoesNotFollow_IsRefused()
    {
        await using var pair = await ReplicaPair.StartAsync();
        Fill(pair.Master, messages: 3);
        pair.Follow();
        var end = pair.Log.Position;
        pair.Log.Begin();

        Should.Throw<ReplicaException>(() => pair.Log.Append(end + 1, new byte[8])).Message.ShouldContain($"where {end} comes next");
    }

    [Theory]
    [InlineData(2048, 4096)]
    [InlineData(4096, 2048)]
    public async Task Append_FilesOfAnotherSize_IsASentenceAndNoDamage(long masterBytes, long slaveBytes)
    {
        await using var pair = await ReplicaPair.StartAsync(masterBytes, slaveBytes);
        Fill(pair.Master, messages: 40);

        var refused = Should.Throw<ReplicaException>(() => pair.Follow());

        refused.Message.ShouldContain("mappedFileSizeCommitLog");
        pair.Slave.ReadAll("TopicA", 0).ShouldNotBeEmpty();
        await pair.Slave.RestartAsync(clean: false);
        pair.Slave.Store.Damage.ShouldBeEmpty();
    }

    [Fact]
    public async Task Append_MastersLogBeginsWhereNoFileCan_IsASentence()
    {
        await using var pair = await ReplicaPair.StartAsync(2048, 4096);

        Should.Throw<ReplicaException>(() => pair.Log.Append(2048, new byte[8])).Message.ShouldContain("begins at offset 2048");
    }

    [Fact]
    public async Task Append_TellsOfArrivalsAndKeys()
    {
        var arrivals = new HeardArrivals();
        await using var pair = await ReplicaPair.StartAsync(arrivals: arrivals);
        pair.Master.Store.Append(StoreHarness.Message("TopicA", 0, "body") with { Properties = "KEYS\u0001k1\u0002TAGS\u0001red" });

        pair.Follow(50);

        var heard = arrivals.All.ShouldHaveSingleItem();
        heard.ShouldBe(new MessageArrival("TopicA", 0, 1, heard.TagsCode, heard.StoreTimestamp));
        await pair.Slave.Store.WaitUntilDispatchedAsync(CancellationToken.None);
        pair.Slave.Store.QueryByKey("TopicA", "k1", 1, 0, long.MaxValue).ShouldHaveSingleItem();
    }

    [Fact]
    [Trait("Behaviour", "G2")]
    public async Task StoreOfASlave_RefusesMessages()
    {
        await using var pair = await ReplicaPair.StartAsync();

        var refused = pair.Slave.Store.Append(StoreHarness.Message("TopicA", 0, "mine"));

        refused.Status.ShouldBe(PutStatus.ServiceNotAvailable);
        refused.Remark!.ShouldContain("slave");
    }

    [Fact]
    public async Task FindLast_BeforeAndAfterARestart_IsTheRecordAtTheEnd()
    {
        await using var pair = await ReplicaPair.StartAsync(logFileBytes: 2048);
        pair.Log.FindLast().ShouldBeNull();
        Fill(pair.Master, messages: 30);
        pair.Follow();
        var last = pair.Log.FindLast().ShouldNotBeNull();
        (last.Offset + last.Size).ShouldBe(pair.Log.Position);

        await pair.Slave.RestartAsync();

        pair.Log.FindLast().ShouldBe(last);
    }

    private static void Fill(StoreHarness store, int messages)
    {
        for (var i = 0; i < messages; i++)
        {
            var body = $"message {i} " + new string('x', i % 5 * 20);
            store.Put(i % 3 == 0 ? "TopicB" : "TopicA", i % 2, body, tag: i % 4 == 0 ? "red" : null);
        }
    }

    /// <summary>Where the master's records and fillers end.</summary>
    private static List<long> Ends(StoreHarness store)
    {
        var ends = new List<long>();
        var head = new byte[4];
        for (var at = 0L; store.Store.ReadLog(at, head) == head.Length;)
        {
            at += BinaryPrimitives.ReadInt32BigEndian(head);
            ends.Add(at);
        }

        return ends;
    }
}
