using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Broker.Delays;

public sealed class DelayedSendTests
{
    [Fact]
    public async Task Send_WithALevel_AnswersTheWaitingRecordAndItsOwnQueue()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await SendAsync(client, level: 3, queueId: 1);

        var answer = await SendAsync(client, level: 3, queueId: 2);

        var header = answer.ReadHeader<SendMessageResponseHeader>();
        (header.QueueId, header.QueueOffset).ShouldBe((2, 1L));
        var waiting = harness.Read(TopicNames.Schedule, 2)[1];
        header.MsgId.ShouldBe(waiting.OffsetMessageId);
        (waiting.Property("REAL_TOPIC"), waiting.Property("REAL_QID"), waiting.Property("WAIT"))
            .ShouldBe((BrokerClient.Topic, "2", "true"));
    }

    [Fact]
    public async Task Send_WithALevel_WakesAHeldPullOfTheRealTopicWhenItIsDue()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync(tags: "TagA");
        var held = client.PullAsync(BrokerClient.Pull(queueId: 2));
        var before = harness.Clock.ArmedTimers;
        await SendAsync(client, level: 3, queueId: 2);
        await harness.Clock.WaitForTimersAsync(before + 1);

        harness.Clock.Advance(TimeSpan.FromSeconds(9.9));
        held.IsCompleted.ShouldBeFalse();
        harness.Clock.Advance(TimeSpan.FromSeconds(0.1));

        var delivered = MessageRecordReader.ReadAll((await Soon.Within(held, "the delayed message")).Body).ShouldHaveSingleItem();
        (delivered.Topic, delivered.QueueId, delivered.Tags).ShouldBe((BrokerClient.Topic, 2, "TagA"));
        (delivered.StoreTimestamp - harness.Read(TopicNames.Schedule, 2)[0].StoreTimestamp).ShouldBe(10_000);
    }

    [Fact]
    public async Task Deliver_ManyOfOneLevel_DoNotHoldUpAnother()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        var idle = harness.Clock.ArmedTimers;
        for (var i = 0; i < 300; i++)
            await SendAsync(client, level: 1, queueId: 0);

        await SendAsync(client, level: 2, queueId: 1);
        await harness.Clock.WaitForTimersAsync(idle + 2);
        harness.Clock.Advance(TimeSpan.FromSeconds(5));

        await Soon.Within(client.PullAsync(BrokerClient.Pull(299)), "the last of the first level");
        var other = await Soon.Within(client.PullAsync(BrokerClient.Pull(queueId: 1)), "the one of the second level");
        other.Code.ShouldBe(ResponseCode.Success);
    }

    [Fact]
    public async Task Deliver_NothingWaits_SetsNoTimer()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        var idle = harness.Clock.ArmedTimers;
        await SendAsync(client, level: 1, queueId: 0);
        await harness.Clock.WaitForTimersAsync(idle + 1);

        var pull = client.PullAsync(BrokerClient.Pull() with { SuspendTimeoutMillis = 60_000 });
        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        await Soon.Within(pull, "the delayed message");

        SpinWait.SpinUntil(() => harness.Clock.ArmedTimers == idle, TimeSpan.FromSeconds(20)).ShouldBeTrue("an idle level polls");
    }

    [Fact]
    [Trait("Behaviour", "D6")]
    public async Task SendBack_Message_ComesToTheRetryTopicAfterItsLevel()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync(tag: "TagA");
        var sent = harness.Read(BrokerClient.Topic).Single();
        await client.HeartbeatAsync(BrokerClient.Consumer(BrokerClient.Group, BrokerClient.Subscription("%RETRY%GroupA")));
        var held = client.PullAsync(BrokerClient.Pull() with { Topic = "%RETRY%GroupA" });
        var before = harness.Clock.ArmedTimers;

        await client.SendBackAsync(sent.PhysicalOffset);
        await harness.Clock.WaitForTimersAsync(before + 1);
        harness.Clock.Advance(TimeSpan.FromSeconds(10));

        var retried = MessageRecordReader.ReadAll((await Soon.Within(held, "the retry")).Body).ShouldHaveSingleItem();
        (retried.Topic, retried.QueueId, retried.ReconsumeTimes, retried.Property("RETRY_TOPIC"))
            .ShouldBe(("%RETRY%GroupA", 0, 1, BrokerClient.Topic));
    }

    private static async Task<Engine.Protocol.RemotingCommand> SendAsync(BrokerClient client, int level, int queueId)
    {
        var properties = PropertyString.Encode([new("DELAY", $"{level}"), new("TAGS", "TagA"), new("WAIT", "true")]);
        var answer = await client.SendAsync(queueId: queueId, properties: properties);
        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        return answer;
    }
}
