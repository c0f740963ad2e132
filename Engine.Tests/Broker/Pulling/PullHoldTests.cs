using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Broker.Pulling;

public sealed class PullHoldTests
{
    [Fact]
    public async Task Pull_Messages_AreAnsweredAtOnceWithTheBounds()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync(count: 3);

        var answer = await Soon.Within(client.PullAsync(BrokerClient.Pull(1)), "an answer");

        (answer.Code, answer.Remark).ShouldBe((ResponseCode.Success, "FOUND"));
        answer.ReadHeader<PullMessageResponseHeader>().ShouldBe(
            new PullMessageResponseHeader { SuggestWhichBrokerId = 0, NextBeginOffset = 3, MinOffset = 0, MaxOffset = 3 });
        MessageRecordReader.ReadAll(answer.Body).Select(message => message.QueueOffset).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Pull_NothingThere_IsHeldAndWokenByAMessageOfItsQueue()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        var held = client.PullAsync(BrokerClient.Pull());
        harness.Tables.Holds.Count.ShouldBe(1);

        await client.SendOkAsync(queueId: 1);
        held.IsCompleted.ShouldBeFalse();
        await client.SendOkAsync();

        var answer = await Soon.Within(held, "the held pull to be woken by the message");
        answer.Code.ShouldBe(ResponseCode.Success);
        answer.ReadHeader<PullMessageResponseHeader>().NextBeginOffset.ShouldBe(1);
        harness.Tables.Holds.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Pull_Held_IsWokenOnlyByItsTagAndGetsOnlyThat()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync(tags: "TagA");
        var held = client.PullAsync(BrokerClient.Pull());

        await client.SendOkAsync(tag: "TagB");
        await client.SendOkAsync();
        harness.Tables.Holds.Count.ShouldBe(1);
        await client.SendOkAsync(tag: "TagA");

        var answer = await Soon.Within(held, "the held pull to be woken by its tag");
        MessageRecordReader.ReadAll(answer.Body).ShouldHaveSingleItem().QueueOffset.ShouldBe(2);
        answer.ReadHeader<PullMessageResponseHeader>().NextBeginOffset.ShouldBe(3);
    }

    [Fact]
    public async Task Pull_Held_EndsWithItsTime()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        var held = client.PullAsync(BrokerClient.Pull() with { SuspendTimeoutMillis = 3000 });

        harness.Clock.Advance(TimeSpan.FromMilliseconds(2999));
        harness.Tables.Holds.Count.ShouldBe(1);
        harness.Clock.Advance(TimeSpan.FromMilliseconds(1));

        var answer = await Soon.Within(held, "the held pull to end with its time");
        (answer.Code, answer.Remark).ShouldBe((ResponseCode.PullNotFound, "NO_MESSAGE_IN_QUEUE"));
        harness.Tables.Holds.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Pull_SuspendBitClear_IsNotHeld()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();

        var answer = await Soon.Within(client.PullAsync(BrokerClient.Pull() with { SysFlag = 0 }), "an answer");

        answer.Code.ShouldBe(ResponseCode.PullNotFound);
    }

    [Fact]
    public async Task Pull_TooManyHeld_IsBusyAndCounted()
    {
        await using var harness = await BrokerHarness.StartAsync(options => options with { PullHoldCapacity = 1 });
        var client = await harness.NewConsumerAsync();
        var held = client.PullAsync(BrokerClient.Pull());

        (await Soon.Within(client.PullAsync(BrokerClient.Pull(queueId: 1)), "an answer")).Code.ShouldBe(ResponseCode.SystemBusy);

        harness.Tables.Holds.Refused.ShouldBe(1);
        held.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Pull_ConnectionCloses_LeavesTheTable()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        var held = client.PullAsync(BrokerClient.Pull());

        client.CloseConnections();

        await Should.ThrowAsync<Engine.Remoting.Outbound.RemotingException>(() => Soon.Within(held, "the pull to fail"));
        await harness.NewClient("other").CreateTopicAsync("TopicB");
        SpinWait.SpinUntil(() => harness.Tables.Holds.Count == 0, TimeSpan.FromSeconds(20)).ShouldBeTrue("the held pull should have left");
    }

    [Fact]
    public async Task Pull_SendersRaceWithHolds_MissesNoMessage()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        const int messages = 300;
        var sender = Task.Run(() => harness.NewClient("sender").SendOkAsync(count: messages));

        var next = 0L;
        while (next < messages)
        {
            RemotingCommand answer = await Soon.Within(client.PullAsync(BrokerClient.Pull(next)), $"an answer at offset {next}");
            next = answer.ReadHeader<PullMessageResponseHeader>().NextBeginOffset;
        }

        await sender;
        harness.Tables.Holds.Count.ShouldBe(0);
    }
}
