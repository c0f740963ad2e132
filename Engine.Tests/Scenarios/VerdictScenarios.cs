using Engine.Admin.Groups;
using Engine.Admin.Statistics;
using Engine.Client.Consuming.Lite;
using Engine.Client.Producing;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Scenarios;

/// <summary>What an operator is told of a queue while real clients work on it, or do not.</summary>
[Trait("Behaviour", "H1")]
public sealed class VerdictScenarios
{
    private static readonly TimeSpan TwoMinutes = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task QuietTopic_EverythingConsumed_IsFineWithConsumersAndWithout(Wire wire)
    {
        await using var queue = await JudgedQueue.StartAsync(wire);
        var consumer = await queue.DrainAsync(50);

        (await queue.Watch.ForAsync(TwoMinutes)).ShouldBe([QueueVerdict.Fine]);
        queue.Watch.State.State.ShouldBe(GroupState.Consuming);
        var standing = queue.Watch.Standings.ShouldHaveSingleItem();
        (standing.Lag, standing.InFlight, standing.TimeLag, standing.EtaSeconds).ShouldBe((0, 0, TimeSpan.Zero, 0));
        await queue.Cluster.StopAsync(consumer);

        (await queue.Watch.ForAsync(TwoMinutes)).ShouldBe([QueueVerdict.Fine]);
        queue.Watch.State.State.ShouldBe(GroupState.Offline);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task ProducerFasterThanConsumer_IsBehind(Wire wire)
    {
        await using var queue = await JudgedQueue.StartAsync(wire);
        await queue.SendAsync(300);
        var producer = await queue.Cluster.StartProducerAsync();
        using var listener = new PacedListener(queue.Cluster.Clock, TimeSpan.FromSeconds(1));
        await queue.Cluster.StartConsumerAsync(JudgedQueue.Group, JudgedQueue.Topic, listener, concurrency: 4);

        await queue.Watch.UntilAsync(QueueVerdict.Behind, () => SendAsync(producer, 12));

        var standing = queue.Watch.Standings.ShouldHaveSingleItem();
        standing.Lag.ShouldNotBeNull().ShouldBeGreaterThan(100);
        standing.InFlight.ShouldNotBeNull().ShouldBeGreaterThan(0);
        standing.TimeLag.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.Zero);
        standing.ConsumeRate.ShouldNotBeNull().ShouldBeGreaterThan(0);
        standing.EtaSeconds.ShouldBeNull("it does not drain");
        standing.Reason.Text.ShouldStartWith("More arrives than is consumed: the lag grew from ");
        queue.Watch.State.State.ShouldBe(GroupState.Consuming);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task ListenerDoesNotReturn_IsStalledAndTheGroupStuckUntilItDoes(Wire wire)
    {
        await using var queue = await JudgedQueue.StartAsync(wire);
        await queue.DrainAsync(10);
        queue.Listener.Hold();
        await queue.SendAsync(300);

        (await queue.Watch.ForAsync(TimeSpan.FromSeconds(55)))
            .ShouldBe([QueueVerdict.Fine], "everything was consumed within the last minute");
        await queue.Watch.UntilAsync(QueueVerdict.Stalled);

        queue.Watch.State.State.ShouldBe(GroupState.Stuck);
        queue.Watch.State.Reason.ShouldBe("1 consumer has 300 messages in hand, and no queue moved within the last minute.");
        queue.Watch.Standings[0].Reason.Text.ShouldMatch(
            @"^No progress for (at least )?6\d s on Q0 while 300 messages wait; "
            + @".+ last pulled (just now|\d+ s ago) and has 300 messages in hand\.$");
        queue.Listener.Release();
        await queue.Watch.UntilAsync(QueueVerdict.Fine);
        queue.Watch.State.State.ShouldBe(GroupState.Consuming);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [InlineData(Wire.Foreign49)]
    public async Task NobodyConsumes_IsStoppedUntilSomebodyDoes(Wire wire)
    {
        await using var queue = await JudgedQueue.StartAsync(wire);
        await queue.DrainAndLeaveAsync(10);
        await queue.SendAsync(300);

        await queue.Watch.UntilAsync(QueueVerdict.Stopped);

        queue.Watch.Standings[0].Reason.Text
            .ShouldBe("No consumer of this group is connected while 300 messages wait, the oldest for 60 s.");
        queue.Watch.Standings[0].InFlight.ShouldBeNull();
        await queue.StartConsumerAsync();
        await queue.Watch.UntilAsync(QueueVerdict.Fine);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [InlineData(Wire.Foreign49)]
    public async Task Disabled_IsStoppedThoughConsumersAreThere(Wire wire)
    {
        await using var queue = await JudgedQueue.StartAsync(wire);
        await queue.DrainAsync(10);
        await queue.Cluster.Admin.SaveGroupAsync(new GroupSettings(JudgedQueue.Group, Enabled: false), CancellationToken.None);
        await queue.SendAsync(300);

        await queue.Watch.UntilAsync(QueueVerdict.Stopped);

        queue.Watch.State.State.ShouldBe(GroupState.Disabled);
        queue.Watch.Standings[0].Reason.Text.ShouldStartWith("Consumption of this group is switched off on ");
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [InlineData(Wire.Foreign49)]
    [InlineData(Wire.Foreign53)]
    [Trait("Behaviour", "H4")]
    public async Task ResetOfADrainedGroup_IsCalledAResetForAMinuteAndIsNoGoingBack(Wire wire)
    {
        await using var queue = await JudgedQueue.StartAsync(wire);
        await queue.DrainAndLeaveAsync(300);

        await queue.ResetAsync(0);

        (await queue.Watch.ForAsync(TimeSpan.FromSeconds(55))).ShouldBe([QueueVerdict.Reset]);
        queue.Watch.Standings[0].Reason.Text.ShouldMatch(@"^The offset was reset 5\d s ago; 300 messages wait\.$");
        await queue.Watch.UntilAsync(QueueVerdict.Stopped);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [InlineData(Wire.Foreign49)]
    [InlineData(Wire.Foreign53)]
    [Trait("Behaviour", "H4")]
    public async Task ResetWhileConsuming_IsCalledAResetUntilItIsReplayed(Wire wire)
    {
        await using var queue = await JudgedQueue.StartAsync(wire);
        await queue.DrainAsync(300);
        queue.Listener.Hold();

        await queue.ResetAsync(0);

        await queue.Watch.UntilAsync(QueueVerdict.Reset);
        queue.Listener.Release();
        await queue.Watch.UntilAsync(QueueVerdict.Fine);
        queue.Watch.Standings[0].Lag.ShouldBe(0);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [InlineData(Wire.Foreign49)]
    public async Task MemberCommitsALowerOffset_IsAGoingBack(Wire wire)
    {
        await using var queue = await JudgedQueue.StartAsync(wire);
        await queue.DrainAndLeaveAsync(300);
        await using var member = queue.Cluster.Cluster.CreateLitePullConsumer(new LitePullConsumerOptions { Group = JudgedQueue.Group });
        await member.StartAsync(CancellationToken.None);
        await member.AssignAsync([JudgedQueue.Place], CancellationToken.None);
        await member.SeekAsync(JudgedQueue.Place, 40, CancellationToken.None);
        await member.CommitAsync(CancellationToken.None);

        await queue.Watch.UntilAsync(QueueVerdict.WentBack);

        queue.Watch.Standings[0].Reason.Text
            .ShouldMatch("^The offset went back from 300 to 40 .+, and not by a reset; 260 messages wait\\.$");
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "H4")]
    public async Task ToolLowersTheOffsetOfAnOfflineGroup_IsAReset(Wire wire)
    {
        await using var queue = await JudgedQueue.StartAsync(wire);
        await queue.DrainAndLeaveAsync(300);
        var online = new ResetOffsetHeader { Group = JudgedQueue.Group, Topic = JudgedQueue.Topic, Timestamp = 0, IsForce = true };
        (await queue.Cluster.AskBrokerAsync(RemotingCommand.Request(RequestCode.InvokeBrokerToResetOffset, online))).Code
            .ShouldBe(ResponseCode.ConsumerNotOnline);
        var commit = new UpdateConsumerOffsetHeader
        {
            ConsumerGroup = JudgedQueue.Group,
            Topic = JudgedQueue.Topic,
            QueueId = 0,
            CommitOffset = 40,
        };
        var answer = await queue.Cluster.AskBrokerAsync(RemotingCommand.Request(RequestCode.UpdateConsumerOffset, commit));
        answer.Code.ShouldBe(ResponseCode.Success);

        (await queue.Watch.ForAsync(TimeSpan.FromSeconds(55))).ShouldBe([QueueVerdict.Reset]);

        queue.Watch.Standings[0].Reason.Text.ShouldMatch(@"^The offset was reset .+; 260 messages wait\.$");
    }

    private static async Task SendAsync(Producer producer, int messages)
    {
        for (var number = 0; number < messages; number++)
        {
            await producer.SendAsync(new Message { Topic = JudgedQueue.Topic, Body = new byte[8] }, CancellationToken.None);
        }
    }
}
