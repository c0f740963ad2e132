using System.Text;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Broker.Transactions;

public sealed class EndTransactionTests
{
    private const int Commit = 8;
    private const int Rollback = 12;
    private const int Unknown = 0;

    [Fact]
    public async Task Send_Half_WaitsInItsOwnTopicAndNobodyGetsIt()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        var held = client.PullAsync(BrokerClient.Pull(queueId: 2));

        var sent = await client.SendHalfAsync(harness, "k1");

        var half = Halves.All(harness).ShouldHaveSingleItem();
        (half.SysFlag, half.PreparedTransactionOffset, half.QueueId).ShouldBe((0, 0L, 0));
        half.Properties.ShouldBe(
            new Dictionary<string, string>
            {
                ["TRAN_MSG"] = "true",
                ["PGROUP"] = "ProducerA",
                ["UNIQ_KEY"] = "k1",
                ["TAGS"] = "TagA",
                ["WAIT"] = "true",
                ["CLUSTER"] = "embedded",
                ["REAL_TOPIC"] = BrokerClient.Topic,
                ["REAL_QID"] = "2",
            },
            ignoreOrder: true);
        (sent.QueueId, sent.QueueOffset, sent.MsgId, sent.TransactionId).ShouldBe((2, half.QueueOffset, half.OffsetMessageId, null));
        held.IsCompleted.ShouldBeFalse();
        var topic = harness.Tables.Topics.Find(Halves.Topic).ShouldNotBeNull();
        (topic.ReadQueueNums, topic.WriteQueueNums, topic.Perm).ShouldBe((1, 1, 6));
    }

    [Fact]
    public async Task Commit_Message_ComesToItsQueueWithTheHalfMessagesBirth()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync(tags: "TagA");
        var held = client.PullAsync(BrokerClient.Pull(queueId: 2));
        await client.SendHalfAsync(harness, "k1");
        var half = Halves.All(harness).Single();

        (await client.EndAsync(half, Commit)).Code.ShouldBe(ResponseCode.Success);

        var final = MessageRecordReader.ReadAll((await Soon.Within(held, "the committed message")).Body).ShouldHaveSingleItem();
        (final.SysFlag & MessageSysFlags.TransactionMask).ShouldBe(MessageSysFlags.TransactionCommit);
        (final.PreparedTransactionOffset, final.BornTimestamp, final.BornHost)
            .ShouldBe((half.PhysicalOffset, half.BornTimestamp, half.BornHost));
        final.Properties.ShouldBe(half.Properties, ignoreOrder: true);
        Encoding.UTF8.GetString(final.Body.Span).ShouldBe("half");
        var mark = harness.Read(Halves.Marks).ShouldHaveSingleItem();
        (mark.Tags, mark.Property("WAIT"), Encoding.UTF8.GetString(mark.Body.Span)).ShouldBe(("d", "true", "0"));
        harness.Tables.Topics.Find(Halves.Marks).ShouldBeNull("the topic of marks has no configuration, as in RocketMQ");
    }

    [Fact]
    public async Task Rollback_Message_IsMarkedAndNeverComes()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendHalfAsync(harness, "k1");

        (await client.EndAsync(Halves.All(harness).Single(), Rollback)).Code.ShouldBe(ResponseCode.Success);

        harness.Read(Halves.Marks).Count.ShouldBe(1);
        harness.Read(BrokerClient.Topic, 2).ShouldBeEmpty();
    }

    [Fact]
    public async Task Unknown_Transaction_StaysOpen()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendHalfAsync(harness, "k1");

        (await client.EndAsync(Halves.All(harness).Single(), Unknown)).Code.ShouldBe(ResponseCode.Success);

        harness.Read(Halves.Marks).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Commit)]
    [InlineData(Rollback)]
    public async Task Commit_OnceMore_DoesNotBringTheMessageTwice(int second)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendHalfAsync(harness, "k1");
        var half = Halves.All(harness).Single();
        await client.EndAsync(half, Commit);

        (await client.EndAsync(half, second)).Code.ShouldBe(ResponseCode.Success);

        harness.Read(BrokerClient.Topic, 2).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Commit_StoreFlushesSynchronously_IsAnsweredBehindTheFlush()
    {
        await using var harness = await BrokerHarness.StartAsync(options => options with { FlushSync = true });
        var client = await harness.NewConsumerAsync();
        await client.SendHalfAsync(harness, "k1");

        await client.EndAsync(Halves.All(harness).Single(), Commit);

        var final = harness.Read(BrokerClient.Topic, 2).ShouldHaveSingleItem();
        harness.Tables.Store.FlushedPhysicalOffset.ShouldBeGreaterThanOrEqualTo(final.PhysicalOffset + final.StoreSize);
    }

    [Fact]
    public async Task Commit_StoreRefuses_LeavesTheTransactionOpenAndEndsItLater()
    {
        const int fileBytes = 2_000;
        await using var harness = await BrokerHarness.StartAsync(options => options with { CommitLogFileBytes = fileBytes });
        var client = await harness.NewConsumerAsync();
        await client.SendHalfAsync(harness, "k1");
        var half = Halves.All(harness).Single();

        // Until the final message, whose topic has a shorter name, needs the next file.
        while (fileBytes - harness.Tables.Store.MaxPhysicalOffset >= half.StoreSize - 20)
            await client.SendOkAsync(queueId: 3);

        var obstacle = Directory.CreateDirectory(Path.Combine(harness.Options.StoreFolder, "commitlog", $"{fileBytes:D20}"));

        (await client.EndAsync(half, Commit)).Code.ShouldBe(ResponseCode.ServiceNotAvailable);
        harness.Read(Halves.Marks).ShouldBeEmpty();
        harness.Log.Lines.ShouldContain(
            line => line.Contains("was not ended for", StringComparison.Ordinal), "who sends one-way hears nothing");
        obstacle.Delete();
        (await client.EndAsync(half, Commit)).Code.ShouldBe(ResponseCode.Success);

        harness.Read(BrokerClient.Topic, 2).Count.ShouldBe(1);
        harness.Read(Halves.Marks).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Commit_WithADelayLevel_WaitsAfterTheCommit()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendHalfAsync(harness, "k1", 2, ("DELAY", "3"));
        harness.Read("SCHEDULE_TOPIC_XXXX", 2).ShouldBeEmpty();

        await client.EndAsync(Halves.All(harness).Single(), Commit);

        harness.Read("SCHEDULE_TOPIC_XXXX", 2).ShouldHaveSingleItem().Property("REAL_TOPIC").ShouldBe(BrokerClient.Topic);
    }

    [Fact]
    public async Task End_WrongPlaceOrGroup_IsRefusedInRocketMqsWords()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync();
        await client.SendHalfAsync(harness, "k1");
        var half = Halves.All(harness).Single();
        var (log, queue) = (half.PhysicalOffset, half.QueueOffset);

        (await RemarkAsync(client.EndAsync(log, queue, Commit, "Other"))).ShouldBe("The producer group wrong");
        (await RemarkAsync(client.EndAsync(log, queue + 1, Commit))).ShouldBe("The transaction state table offset wrong");
        (await RemarkAsync(client.EndAsync(0, 0, Commit))).ShouldBe("Find prepared transaction message failed");
        (await RemarkAsync(client.EndAsync(log + 1, queue, Rollback))).ShouldBe("Find prepared transaction message failed");
        (await RemarkAsync(client.EndAsync(log, queue, 4))).ShouldBe("4 is neither commit (8) nor rollback (12)");
        harness.Read(Halves.Marks).ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_TransactionsAreSwitchedOff_IsRefused()
    {
        await using var harness = await BrokerHarness.StartAsync(options => options with { RejectTransactionMessage = true });

        var answer = await harness.NewClient().SendAsync(properties: PropertyString.With("", "TRAN_MSG", "true"));

        answer.Code.ShouldBe(ResponseCode.NoPermission);
        harness.Tables.Topics.Find(Halves.Topic).ShouldBeNull();
    }

    [Fact]
    public async Task Send_ToARetryTopic_IsNoTransaction()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();

        await client.SendAsync("%RETRY%GroupA", properties: PropertyString.With("", "TRAN_MSG", "true"));

        harness.Read("%RETRY%GroupA").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Progress_AllGroups_LeavesTheBrokersOwnGroupOut()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        harness.Tables.Offsets.Commit("CID_RMQ_SYS_TRANS", Halves.Topic, 0, 1, "broker");

        var answer = await client.CallOkAsync(RequestCode.GetQueueProgress, new GetQueueProgressHeader());

        answer.ReadBody<QueueProgressBody>().Groups.Select(group => group.Group).ShouldBe([BrokerClient.Group]);
    }

    private static async Task<string?> RemarkAsync(Task<Engine.Protocol.RemotingCommand> ending)
    {
        var answer = await ending;
        answer.Code.ShouldBe(ResponseCode.SystemError);
        return answer.Remark;
    }
}
