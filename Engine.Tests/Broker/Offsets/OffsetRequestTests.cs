using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Tests.Broker.Offsets;

public sealed class OffsetRequestTests
{
    [Fact]
    [Trait("Behaviour", "B4")]
    public async Task Query_StoredOffset_IsTheAnswer()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.CommitAsync(5);

        Offset(await client.QueryAsync()).ShouldBe(5);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Update_AboveTheQueuesEnd_LeavesTheOffsetWhereItIs(bool onlyRaise)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync(count: 5);
        await client.CommitAsync(3);

        var header = new UpdateConsumerOffsetHeader
        {
            ConsumerGroup = BrokerClient.Group,
            Topic = BrokerClient.Topic,
            QueueId = 0,
            CommitOffset = 6,
            OnlyRaise = onlyRaise,
        };
        var answer = await client.CallOkAsync(RequestCode.UpdateConsumerOffset, header);

        answer.Remark.ShouldBe("Offset is above the end of the queue");
        harness.Tables.Offsets.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBe(3);
        await client.CommitAsync(5);
        harness.Tables.Offsets.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBe(5);
    }

    [Fact]
    public async Task Update_AboveTheQueuesEndAgainAndAgain_IsToldOnceUntilItIsRightAgain()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync(count: 5);

        for (var i = 0; i < 3; i++)
            await client.CommitAsync(6 + i);

        Told().ShouldHaveSingleItem().ShouldContain("Q0 was left out: the queue ends at 5");
        await client.CommitAsync(5);
        await client.CommitAsync(6);
        Told().Length.ShouldBe(2);

        string[] Told() => [.. harness.Log.Lines.Where(line => line.StartsWith("Warning: the commit of", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task Update_OfAQueueThatNeverHadAMessage_IsTaken()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();

        await client.CommitAsync(6);

        harness.Tables.Offsets.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBe(6);
    }

    [Fact]
    [Trait("Behaviour", "B4")]
    public async Task Query_NoOffsetOnAYoungOrEmptyQueue_IsZero()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        Offset(await client.QueryAsync()).ShouldBe(0);

        await client.SendOkAsync(count: 3);

        Offset(await client.QueryAsync()).ShouldBe(0);
        harness.Tables.Offsets.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBeNull();
    }

    [Fact]
    [Trait("Behaviour", "B4")]
    public async Task Query_NoOffsetAndTheFirstMessageIsFarBack_IsNotFound()
    {
        await using var harness = await BrokerHarness.StartAsync(options => options with { InMemoryBytes = 300 });
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync();
        Offset(await client.QueryAsync()).ShouldBe(0);

        await client.SendOkAsync(count: 3);

        var answer = await client.QueryAsync();
        answer.Code.ShouldBe(ResponseCode.QueryNotFound);
        answer.Remark.ShouldBe("Not found, V3_0_6_SNAPSHOT maybe this group consumer boot first");
        Offset(await client.QueryAsync(queueId: 1)).ShouldBe(0);
    }

    [Fact]
    [Trait("Behaviour", "B4")]
    public async Task Query_NoOffsetAndTheFirstMessagesExpired_IsNotFound()
    {
        await using var harness = await BrokerHarness.StartAsync(
            options => options with { CommitLogFileBytes = 4096, RetentionHours = 0, RetentionBytes = 1 });
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync(count: 40);
        Offset(await client.QueryAsync()).ShouldBe(0);
        var deleted = harness.Log.NextAsync("log files; the log begins");

        harness.Clock.Advance(TimeSpan.FromSeconds(60));
        await deleted;

        (await client.QueryAsync()).Code.ShouldBe(ResponseCode.QueryNotFound);
    }

    [Fact]
    [Trait("Behaviour", "B4")]
    public async Task Query_ZeroIsNotWanted_IsNotFound()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var header = new QueryConsumerOffsetHeader
        {
            ConsumerGroup = BrokerClient.Group,
            Topic = BrokerClient.Topic,
            QueueId = 0,
            SetZeroIfNotFound = false,
        };

        (await harness.NewClient().CallAsync(RequestCode.QueryConsumerOffset, header)).Code.ShouldBe(ResponseCode.QueryNotFound);
    }

    [Fact]
    [Trait("Behaviour", "B5")]
    public async Task Pull_CommitBitSet_CommitsWhateverTheOutcome()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync(count: 3);

        await Soon.Within(client.PullAsync(BrokerClient.Pull(99) with { SysFlag = 1, CommitOffset = 2 }), "an answer");
        harness.Tables.Offsets.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBe(2);

        var held = client.PullAsync(BrokerClient.Pull(3) with { SysFlag = 3, CommitOffset = 3 });
        held.IsCompleted.ShouldBeFalse();
        harness.Tables.Offsets.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBe(3);
    }

    [Fact]
    [Trait("Behaviour", "B5")]
    public async Task Pull_CommitBitClearOrRefused_CommitsNothing()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync();

        await Soon.Within(client.PullAsync(BrokerClient.Pull() with { SysFlag = 0, CommitOffset = 1 }), "an answer");
        await Soon.Within(client.PullAsync(BrokerClient.Pull() with { SysFlag = 1, CommitOffset = 1, SubVersion = 2 }), "an answer");

        harness.Tables.Offsets.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBeNull();
    }

    [Fact]
    [Trait("Behaviour", "B5")]
    public async Task Pull_ReplayOfAHeldOne_DoesNotCommitAgain()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        var held = client.PullAsync(BrokerClient.Pull() with { SysFlag = 3, CommitOffset = 1 });
        await client.CommitAsync(9);

        await client.SendOkAsync();

        (await Soon.Within(held, "the held pull")).Code.ShouldBe(ResponseCode.Success);
        harness.Tables.Offsets.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBe(9);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(5, -1)]
    public async Task Commit_NegativeValues_AreRefused(long offset, int queueId)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();

        (await client.CommitAsync(offset, queueId)).Code.ShouldBe(ResponseCode.SystemError);
    }

    [Fact]
    public async Task BoundsAndTime_OfAQueue_AreTheStores()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync(count: 2);
        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        var later = harness.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        await client.SendOkAsync();
        var queue = new QueueHeader { Topic = BrokerClient.Topic, QueueId = 0 };
        var search = new SearchOffsetHeader { Topic = BrokerClient.Topic, QueueId = 0, Timestamp = later };

        Offset(await client.CallAsync(RequestCode.GetMaxOffset, queue)).ShouldBe(3);
        Offset(await client.CallAsync(RequestCode.GetMinOffset, queue)).ShouldBe(0);
        Offset(await client.CallAsync(RequestCode.SearchOffsetByTimestamp, search)).ShouldBe(2);
        Offset(await client.CallAsync(RequestCode.SearchOffsetByTimestamp, search with { Timestamp = later + 1 })).ShouldBe(3);
    }

    [Fact]
    public async Task AllOffsets_AreTheTable()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.CommitAsync(5, queueId: 2);

        var table = (await client.CallOkAsync(RequestCode.GetAllConsumerOffset)).ReadBody<ConsumerOffsetBody>().OffsetTable;

        table["TopicA@GroupA"].ShouldBe(new Dictionary<int, long> { [2] = 5 });
    }

    private static long Offset(RemotingCommand answer)
    {
        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        return answer.ReadHeader<OffsetResponseHeader>().Offset;
    }
}
