using System.Collections.Concurrent;
using System.Text;
using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Tests.Store;

public sealed class AppendTests
{
    [Fact]
    public async Task Append_OneMessage_IsReadBackAsStored()
    {
        await using var harness = await StoreHarness.StartAsync();

        var put = harness.Put("Orders", 1, "hello", "TagA");

        (put.QueueOffset, put.PhysicalOffset, put.MessageCount, put.StoreTimestamp).ShouldBe((0L, 0L, 1, harness.Now));
        put.MsgId.ShouldBe("0A00000200002A9F0000000000000000");
        var message = MessageRecordReader.ReadAll(harness.Store.Get("Orders", 1, 0, 32, null).Body).ShouldHaveSingleItem();
        (message.Topic, message.QueueId, message.QueueOffset, message.Tags).ShouldBe(("Orders", 1, 0L, "TagA"));
        Encoding.UTF8.GetString(message.Body.Span).ShouldBe("hello");
        message.OffsetMessageId.ShouldBe(put.MsgId);
        message.BornHost.ToString().ShouldBe("10.0.0.1:50000");
    }

    [Fact]
    public async Task Append_QueuesOfOneTopic_CountEachForItself()
    {
        await using var harness = await StoreHarness.StartAsync();

        var offsets = new[] { 0, 1, 0, 0, 1 }.Select(queue => harness.Put("Orders", queue, "x").QueueOffset);

        offsets.ShouldBe([0, 0, 1, 2, 1]);
        harness.Store.GetBounds("Orders", 0).ShouldBe(new QueueBounds(0, 3));
        harness.Store.Queues.ShouldBe([("Orders", 0), ("Orders", 1)], ignoreOrder: true);
    }

    [Fact]
    public async Task Append_RecordThatDoesNotFit_EndsTheFileWithAFillerAndRolls()
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 1000);
        var first = harness.Put("T", 0, new string('a', 700));

        var second = harness.Put("T", 0, new string('b', 200));

        second.PhysicalOffset.ShouldBe(1000);
        var file = await File.ReadAllBytesAsync(harness.LogFile(0));
        file.Length.ShouldBe(1000);
        var filler = Convert.ToHexString(file, (int)first.EndOffset, 8);
        filler.ShouldBe((1000 - first.EndOffset).ToString("X8", null) + "CBD43194");
        harness.ReadAll("T", 0).Select(body => body.Length).ShouldBe([700, 200]);
    }

    [Theory]
    [InlineData(992, 92)]
    [InlineData(993, 1092)]
    public async Task Append_FileEnd_LeavesRoomForTheFillerExactly(int recordBytes, long expected)
    {
        // A record takes 92 bytes and its body; 1000 are left in the file, 8 of them for the filler.
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 1000 + 92);
        harness.Put("T", 0, "");

        var put = harness.Put("T", 0, new string('b', recordBytes - 92));

        put.PhysicalOffset.ShouldBe(expected);
    }

    [Fact]
    public async Task AppendBatch_Items_GetConsecutiveOffsetsAndBothKindsOfProperties()
    {
        await using var harness = await StoreHarness.StartAsync();
        harness.Put("T", 0, "before");

        var put = harness.Store.AppendBatch(
            StoreHarness.Message("T", 0, "", "Common"), StoreHarness.Batch("one", "two", "three"), new long[3]);

        (put.Status, put.QueueOffset, put.MessageCount).ShouldBe((PutStatus.PutOk, 1L, 3));
        var messages = MessageRecordReader.ReadAll(harness.Store.Get("T", 0, 1, 32, null).Body);
        messages.Select(message => message.QueueOffset).ShouldBe([1, 2, 3]);
        messages.Select(message => message.Property("ITEM")).ShouldBe(["one", "two", "three"]);
        messages.ShouldAllBe(message => message.Tags == "Common");
        put.MsgId.ShouldBe(string.Join(',', messages.Select(message => message.OffsetMessageId)));
    }

    [Fact]
    public async Task AppendBatch_DoesNotFitIntoTheFile_GoesIntoTheNextAsAWhole()
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 1000);
        harness.Put("T", 0, new string('a', 500));

        var batch = StoreHarness.Batch(new string('b', 100), new string('c', 100));
        var put = harness.Store.AppendBatch(StoreHarness.Message("T", 0, ""), batch);

        put.PhysicalOffset.ShouldBe(1000);
        harness.Store.GetBounds("T", 0).Max.ShouldBe(3);
    }

    [Fact]
    public async Task AppendBatch_LastItemDamaged_StoresNothing()
    {
        await using var harness = await StoreHarness.StartAsync();
        var body = StoreHarness.Batch("one", "two");

        var put = harness.Store.AppendBatch(StoreHarness.Message("T", 0, ""), body.AsMemory(0, body.Length - 1));

        put.Status.ShouldBe(PutStatus.MessageIllegal);
        (harness.Store.MaxPhysicalOffset, harness.Store.GetBounds("T", 0)).ShouldBe((0L, default));
    }

    [Fact]
    public async Task AppendBatch_MoreItemsThanAPageOfTheQueue_AreAllThere()
    {
        await using var harness = await StoreHarness.StartAsync(queueFileBytes: 4000);
        string[] bodies = [.. Enumerable.Range(0, 450).Select(i => $"m{i}")];

        harness.Store.AppendBatch(StoreHarness.Message("T", 0, ""), StoreHarness.Batch(bodies)).Status.ShouldBe(PutStatus.PutOk);

        harness.ReadAll("T", 0).ShouldBe(bodies);
    }

    [Fact]
    public async Task Append_IllegalMessages_AreRefusedWithTheReason()
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 16 * 1024 * 1024);
        var message = StoreHarness.Message("T", 0, "x");

        harness.Store.Append(message with { Topic = "../evil" }).Status.ShouldBe(PutStatus.MessageIllegal);
        harness.Store.Append(message with { QueueId = -1 }).Status.ShouldBe(PutStatus.MessageIllegal);
        harness.Store.Append(message with { Body = new byte[MessageLimits.MaxBodyBytes + 1] }).Status.ShouldBe(PutStatus.MessageIllegal);
        harness.Store.Append(message with { Properties = new string('p', 32768) }).Status.ShouldBe(PutStatus.PropertiesSizeExceeded);
        harness.Store.MaxPhysicalOffset.ShouldBe(0);
        harness.Store.Append(message with { Body = new byte[MessageLimits.MaxBodyBytes] }).Status.ShouldBe(PutStatus.PutOk);
        harness.Store.Append(message with { Properties = "a\u0001" + new string('p', 32765) }).Status.ShouldBe(PutStatus.PutOk);
    }

    [Fact]
    public async Task Append_LargerThanALogFile_IsRefused()
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 1000);

        harness.Store.Append(StoreHarness.Message("T", 0, new string('x', 2000))).Status.ShouldBe(PutStatus.MessageIllegal);
    }

    [Fact]
    public async Task Append_PropertiesEndingWithAZero_AreNotTakenForATornRecord()
    {
        await using var harness = await StoreHarness.StartAsync();
        harness.Store.Append(StoreHarness.Message("T", 0, "x") with { Properties = "a\u0001b\0" }).Status.ShouldBe(PutStatus.PutOk);

        await harness.RestartAsync(clean: false);

        var message = MessageRecordReader.ReadAll(harness.Store.Get("T", 0, 0, 32, null).Body).ShouldHaveSingleItem();
        message.Property("a").ShouldBe("b\0");
    }

    [Fact]
    public async Task Append_NotStartedOrStopped_AnswersServiceNotAvailable()
    {
        await using var harness = new StoreHarness();
        harness.Store.Append(StoreHarness.Message("T", 0, "x")).Status.ShouldBe(PutStatus.ServiceNotAvailable);

        await harness.Store.StartAsync(CancellationToken.None);
        await harness.Store.StopAsync(CancellationToken.None);

        harness.Store.Append(StoreHarness.Message("T", 0, "x")).Status.ShouldBe(PutStatus.ServiceNotAvailable);
    }

    [Fact]
    public async Task Append_ClockSetBack_StoreTimesDoNotGoBack()
    {
        await using var harness = await StoreHarness.StartAsync();
        var first = harness.Put("T", 0, "a").StoreTimestamp;
        harness.Clock.JumpTo(harness.Clock.GetUtcNow().AddHours(-1));

        harness.Put("T", 0, "b").StoreTimestamp.ShouldBe(first);
    }

    [Fact]
    public async Task AppendBatch_NeighboursOfOneTag_AreToldOfOnce()
    {
        var arrivals = new Arrivals();
        await using var harness = await StoreHarness.StartAsync(arrivals: arrivals);
        var body = BatchBodyWriter.Encode(
            new[] { "a", "a", "b", "a" }.Select(tag => (new Message { Topic = "x", Body = "m"u8.ToArray() }, $"TAGS\u0001{tag}")));

        harness.Store.AppendBatch(StoreHarness.Message("T", 0, ""), body).MessageCount.ShouldBe(4);

        arrivals.Seen.Select(arrival => (arrival.NewMaxOffset, arrival.TagsCode)).ShouldBe([(2, 'a'), (3, 'b'), (4, 'a')]);
    }

    [Fact]
    public async Task Append_ScheduledMessage_EntersItsDeliveryTimeInsteadOfATag()
    {
        var arrivals = new Arrivals();
        await using var harness = await StoreHarness.StartAsync(arrivals: arrivals);

        harness.Store.Append(StoreHarness.Message("SCHEDULE_TOPIC_XXXX", 2, "x") with { Properties = "TAGS\u0001a\u0002DELAY\u00013" });

        arrivals.Seen.ShouldHaveSingleItem().TagsCode.ShouldBe(harness.Now + 10_000);
    }

    [Fact]
    public async Task Append_PreparedTransaction_IsInTheLogButInNoQueue()
    {
        await using var harness = await StoreHarness.StartAsync();

        var put = harness.Store.Append(StoreHarness.Message("T", 0, "x") with { SysFlag = MessageSysFlags.TransactionPrepared });

        put.Status.ShouldBe(PutStatus.PutOk);
        harness.Store.GetBounds("T", 0).Max.ShouldBe(0);
        harness.Store.ReadRecord(put.PhysicalOffset).ShouldNotBeNull();
    }

    [Fact]
    public async Task Append_ManyThreads_GivesEveryQueueAGaplessRowAndArrivalsInOrder()
    {
        var arrivals = new Arrivals();
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 32 * 1024, arrivals: arrivals);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 500; i++)
            {
                harness.Put("T", i % 3, $"{thread}-{i}");
            }
        })));

        for (var queue = 0; queue < 3; queue++)
        {
            var bodies = harness.ReadAll("T", queue);
            bodies.Distinct().Count().ShouldBe((int)harness.Store.GetBounds("T", queue).Max);
            arrivals.Seen.Where(seen => seen.QueueId == queue).Select(seen => seen.NewMaxOffset)
                .ShouldBe(Enumerable.Range(1, bodies.Count).Select(i => (long)i));
        }

        arrivals.Seen.Count.ShouldBe(2000);
    }

    [Fact]
    public async Task Append_ListenerThatThrows_IsLoggedAndHarmless()
    {
        await using var harness = await StoreHarness.StartAsync(arrivals: new Arrivals { Failure = new InvalidOperationException("no") });

        harness.Put("T", 4, "x");

        harness.Log.Lines.ShouldContain("Error: Telling of a new message in T Q4 up to offset 1 failed");
    }

    private sealed class Arrivals : IMessageArrivals
    {
        internal ConcurrentQueue<MessageArrival> Seen { get; } = new();

        internal Exception? Failure { get; init; }

        public void OnArrival(in MessageArrival arrival)
        {
            Seen.Enqueue(arrival);
            if (Failure is not null)
            {
                throw Failure;
            }
        }
    }
}
