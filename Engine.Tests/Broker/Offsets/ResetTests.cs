using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Tests.Broker.Offsets;

[Trait("Behaviour", "H4")]
public sealed class ResetTests
{
    private static readonly MessageQueue Queue = new(BrokerClient.Topic, BrokerHarness.BrokerName, 0);

    [Fact]
    public async Task Exact_Offline_SetsTheTableAndIsNotPending()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await ConsumedAsync(harness, 5);
        client.CloseConnections();

        var answer = await client.ResetAsync(2);

        After(answer).ShouldBe(2);
        (await client.CommitAsync(3)).Remark.ShouldBeNull();
        harness.Tables.Offsets.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBe(3);
    }

    [Fact]
    public async Task Exact_Online_TellsTheMembersAndIgnoresOldCommits()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await ConsumedAsync(harness, 5);

        After(await harness.NewClient("operator").ResetAsync(2)).ShouldBe(2);

        var told = await client.NextToldAsync();
        told.Code.ShouldBe(RequestCode.ResetConsumerClientOffset);
        told.IsOneWay.ShouldBeTrue();
        told.ReadBody<ResetOffsetBody>().OffsetTable.ShouldBe(new Dictionary<MessageQueue, long> { [Queue] = 2 });
        (await client.CommitAsync(5)).Code.ShouldBe(ResponseCode.Success);
        harness.Tables.Offsets.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBe(2);
        (await client.QueryAsync()).ReadHeader<OffsetResponseHeader>().Offset.ShouldBe(2);
    }

    [Fact]
    public async Task Exact_Online_TheNextPullIsMovedOnce()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await ConsumedAsync(harness, 5);
        await client.ResetAsync(2);

        var moved = await Soon.Within(client.PullAsync(BrokerClient.Pull(5) with { SysFlag = 3, CommitOffset = 5 }), "an answer");

        moved.Code.ShouldBe(ResponseCode.PullOffsetMoved);
        moved.ReadHeader<PullMessageResponseHeader>().NextBeginOffset.ShouldBe(2);
        moved.Remark.ShouldBe("OFFSET_RESET");
        harness.Tables.Offsets.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBe(2);
        (await Soon.Within(client.PullAsync(BrokerClient.Pull(2)), "an answer")).Code.ShouldBe(ResponseCode.Success);
    }

    [Fact]
    public async Task OneQueueByTime_Offline_MovesThatQueueAlone()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await ConsumedAsync(harness, 5);
        client.CloseConnections();

        var answer = await client.CallOkAsync(RequestCode.InvokeBrokerToResetOffset, new ResetOffsetHeader
        {
            Topic = BrokerClient.Topic,
            Group = BrokerClient.Group,
            Timestamp = 0,
            IsForce = true,
            QueueId = 0,
        });

        After(answer).ShouldBe(0);
        answer.ReadBody<ResetOffsetBody>().OffsetTable.Keys.ShouldBe([Queue]);
        harness.Tables.Offsets.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBe(0);
    }

    [Fact]
    public async Task Exact_TheMemberCommitsTheValue_EndsThePendingState()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await ConsumedAsync(harness, 5);
        await client.ResetAsync(2);

        await client.CommitAsync(2);
        await client.CommitAsync(3);

        harness.Tables.Offsets.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBe(3);
        (await Soon.Within(client.PullAsync(BrokerClient.Pull(3)), "an answer")).Code.ShouldBe(ResponseCode.Success);
    }

    [Fact]
    public async Task Exact_HeldPull_IsWokenAtOnceAndOtherQueuesAreNot()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await ConsumedAsync(harness, 5);
        var held = client.PullAsync(BrokerClient.Pull(5));
        var other = client.PullAsync(BrokerClient.Pull(queueId: 1));
        harness.Tables.Holds.Count.ShouldBe(2);

        await harness.NewClient("operator").ResetAsync(2);

        var answer = await Soon.Within(held, "the held pull to be woken by the reset");
        answer.Code.ShouldBe(ResponseCode.PullOffsetMoved);
        answer.ReadHeader<PullMessageResponseHeader>().NextBeginOffset.ShouldBe(2);
        other.IsCompleted.ShouldBeFalse();
        (await client.NextToldAsync()).Code.ShouldBe(RequestCode.ResetConsumerClientOffset);
    }

    [Fact]
    public async Task Exact_LastMemberLeaves_ThePendingStateEnds()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await ConsumedAsync(harness, 5);
        await client.ResetAsync(2);

        await client.CallOkAsync(
            RequestCode.UnregisterClient, new UnregisterClientHeader { ClientId = client.ClientId, ConsumerGroup = BrokerClient.Group });

        harness.Tables.Offsets.IsPending(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBeFalse();
        harness.Tables.Offsets.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBe(2);
    }

    [Theory]
    [InlineData(0, 5, ResponseCode.Success, "")]
    [InlineData(0, 0, ResponseCode.Success, "")]
    [InlineData(0, 6, ResponseCode.SystemError, "outside 0 to 5")]
    [InlineData(0, -2, ResponseCode.SystemError, "outside 0 to 5")]
    [InlineData(4, 0, ResponseCode.SystemError, "TopicA broker-a Q4 does not exist")]
    public async Task Exact_Bounds_AreNamedWhenTheyAreExceeded(int queueId, long offset, int code, string remark)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await ConsumedAsync(harness, 5);

        var answer = await client.ResetAsync(offset, queueId);

        answer.Code.ShouldBe(code);
        (answer.Remark ?? "").ShouldContain(remark);
    }

    [Fact]
    public async Task Exact_UnknownTopicOrGroup_IsRefused()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await ConsumedAsync(harness, 1);

        (await client.ResetAsync(0, topic: "Nowhere")).Code.ShouldBe(ResponseCode.SystemError);
        (await client.ResetAsync(0, group: "Nobody")).Code.ShouldBe(ResponseCode.SubscriptionGroupNotExist);
    }

    [Fact]
    public async Task ByTime_Offline_IsNotOnlineAndStoresNothing()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await ConsumedAsync(harness, 5, allQueues: true);
        client.CloseConnections();

        (await ByTimeAsync(client, -1)).Code.ShouldBe(ResponseCode.ConsumerNotOnline);

        harness.Tables.Offsets.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBe(5);
    }

    [Fact]
    public async Task ByTime_AQueueWithoutAnOffset_IsAnErrorEvenOffline()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await ConsumedAsync(harness, 5);

        (await ByTimeAsync(client, -1)).Remark.ShouldBe("THe consumer group <GroupA> not exist");
        (await ByTimeAsync(client, -1, topic: "Nowhere")).Code.ShouldBe(ResponseCode.SystemError);
    }

    [Theory]
    [InlineData(0, true, 0)]
    [InlineData(0, false, 0)]
    [InlineData(-1, true, 5)]
    [InlineData(-1, false, 3)]
    public async Task ByTime_Online_TellsTheMembersAndWritesNothingItself(long timestamp, bool force, long expected)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await ConsumedAsync(harness, 5, allQueues: true);
        await client.CommitAsync(3);

        var answer = await ByTimeAsync(client, timestamp, force);

        After(answer).ShouldBe(expected);
        var told = await client.NextToldAsync();
        told.ReadBody<ResetOffsetBody>().OffsetTable.Count.ShouldBe(4);
        told.ReadHeader<ResetOffsetHeader>().IsForce.ShouldBeFalse();
        harness.Tables.Offsets.Find(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBe(3);
        harness.Tables.Offsets.IsPending(BrokerClient.Group, BrokerClient.Topic, 0).ShouldBeFalse();
    }

    private static Task<RemotingCommand> ByTimeAsync(
        BrokerClient client, long timestamp, bool force = true, string topic = BrokerClient.Topic) =>
        client.CallAsync(
            RequestCode.InvokeBrokerToResetOffset,
            new ResetOffsetHeader { Topic = topic, Group = BrokerClient.Group, Timestamp = timestamp, IsForce = force });

    private static long After(RemotingCommand answer)
    {
        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        return answer.ReadBody<ResetOffsetBody>().OffsetTable[Queue];
    }

    private static async Task<BrokerClient> ConsumedAsync(BrokerHarness harness, int messages, bool allQueues = false)
    {
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync(count: messages);
        await client.CommitAsync(messages);
        for (var queueId = 1; allQueues && queueId < 4; queueId++)
            await client.CommitAsync(0, queueId);

        return client;
    }
}
