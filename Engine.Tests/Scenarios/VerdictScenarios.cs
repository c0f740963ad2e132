using Engine.Admin.Groups;
using Engine.Admin.Offsets;
using Engine.Admin.Statistics;
using Engine.Admin.Topics;
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
    private const string Topic = "orders";
    private const string Group = "billing";
    private static readonly MessageQueue Queue = new(Topic, "broker-a", 0);
    private static readonly TimeSpan TwoMinutes = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task QuietTopic_EverythingConsumed_IsFineWithConsumersAndWithout(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var consumer = await DrainedAsync(cluster, new RecordingListener(), 50);
        var watch = new StandingWatch(cluster, Group, Topic);

        (await watch.ForAsync(TwoMinutes)).ShouldBe([QueueVerdict.Fine]);
        watch.State.State.ShouldBe(GroupState.Consuming);
        var standing = watch.Standings.ShouldHaveSingleItem();
        (standing.Lag, standing.InFlight, standing.TimeLag, standing.EtaSeconds).ShouldBe((0, 0, TimeSpan.Zero, 0));
        await cluster.StopAsync(consumer);

        (await watch.ForAsync(TwoMinutes)).ShouldBe([QueueVerdict.Fine]);
        watch.State.State.ShouldBe(GroupState.Offline);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task ProducerFasterThanConsumer_IsBehind(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        await cluster.SendAsync(Topic, 300);
        var producer = await cluster.StartProducerAsync();
        using var listener = new PacedListener(cluster.Clock, TimeSpan.FromSeconds(1));
        await cluster.StartConsumerAsync(Group, Topic, listener, concurrency: 4);
        var watch = new StandingWatch(cluster, Group, Topic);

        await watch.UntilAsync(QueueVerdict.Behind, () => SendAsync(producer, 12));

        var standing = watch.Standings.ShouldHaveSingleItem();
        standing.Lag.ShouldNotBeNull().ShouldBeGreaterThan(100);
        standing.InFlight.ShouldNotBeNull().ShouldBeGreaterThan(0);
        standing.TimeLag.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.Zero);
        standing.ConsumeRate.ShouldNotBeNull().ShouldBeGreaterThan(0);
        standing.EtaSeconds.ShouldBeNull("it does not drain");
        standing.Reason.Text.ShouldStartWith("More arrives than is consumed: the lag grew from ");
        watch.State.State.ShouldBe(GroupState.Consuming);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task ListenerDoesNotReturn_IsStalledAndTheGroupStuckUntilItDoes(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var listener = new RecordingListener();
        using var released = new Released(listener);
        await DrainedAsync(cluster, listener, 10);
        var watch = new StandingWatch(cluster, Group, Topic);
        await watch.SampleAsync();
        listener.Hold();
        await cluster.SendAsync(Topic, 300);

        (await watch.ForAsync(TimeSpan.FromSeconds(55))).ShouldBe([QueueVerdict.Fine], "everything was consumed within the last minute");
        await watch.UntilAsync(QueueVerdict.Stalled);

        watch.State.State.ShouldBe(GroupState.Stuck);
        watch.State.Reason.ShouldBe("1 consumer has 300 messages in hand, and no queue moved within the last minute.");
        watch.Standings[0].Reason.Text.ShouldMatch(
            @"^No progress for (at least )?6\d s on Q0 while 300 messages wait; "
            + @".+ last pulled (just now|\d+ s ago) and has 300 messages in hand\.$");
        listener.Release();
        await watch.UntilAsync(QueueVerdict.Fine);
        watch.State.State.ShouldBe(GroupState.Consuming);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task NobodyConsumes_IsStoppedUntilSomebodyDoes(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        await cluster.StopAsync(await DrainedAsync(cluster, new RecordingListener(), 10));
        var watch = new StandingWatch(cluster, Group, Topic);
        await watch.SampleAsync();
        await cluster.SendAsync(Topic, 300);

        await watch.UntilAsync(QueueVerdict.Stopped);

        watch.Standings[0].Reason.Text.ShouldBe("No consumer of this group is connected while 300 messages wait, the oldest for 60 s.");
        watch.Standings[0].InFlight.ShouldBeNull();
        await cluster.StartConsumerAsync(Group, Topic, new RecordingListener());
        await watch.UntilAsync(QueueVerdict.Fine);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task Disabled_IsStoppedThoughConsumersAreThere(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        await DrainedAsync(cluster, new RecordingListener(), 10);
        var watch = new StandingWatch(cluster, Group, Topic);
        await watch.SampleAsync();
        await cluster.Admin.SaveGroupAsync(new GroupSettings(Group, Enabled: false), CancellationToken.None);
        await cluster.SendAsync(Topic, 300);

        await watch.UntilAsync(QueueVerdict.Stopped);

        watch.State.State.ShouldBe(GroupState.Disabled);
        watch.Standings[0].Reason.Text.ShouldStartWith("Consumption of this group is switched off while ");
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "H4")]
    public async Task ResetOfADrainedGroup_IsCalledAResetForAMinuteAndIsNoGoingBack(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        await cluster.StopAsync(await DrainedAsync(cluster, new RecordingListener(), 300));
        var watch = new StandingWatch(cluster, Group, Topic);
        await watch.SampleAsync();

        await cluster.Admin.ResetOffsetsAsync(Group, [new QueueResetTarget(Queue, 0)], CancellationToken.None);

        (await watch.ForAsync(TimeSpan.FromSeconds(55))).ShouldBe([QueueVerdict.Reset]);
        watch.Standings[0].Reason.Text.ShouldMatch(@"^The offset was reset 5\d s ago; 300 messages wait\.$");
        await watch.UntilAsync(QueueVerdict.Stopped);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "H4")]
    public async Task ResetWhileConsuming_IsCalledAResetUntilItIsReplayed(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var listener = new RecordingListener();
        using var released = new Released(listener);
        await DrainedAsync(cluster, listener, 300);
        var watch = new StandingWatch(cluster, Group, Topic);
        await watch.SampleAsync();
        listener.Hold();

        await cluster.Admin.ResetOffsetsAsync(Group, [new QueueResetTarget(Queue, 0)], CancellationToken.None);

        await watch.UntilAsync(QueueVerdict.Reset);
        listener.Release();
        await watch.UntilAsync(QueueVerdict.Fine);
        watch.Standings[0].Lag.ShouldBe(0);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    public async Task MemberCommitsALowerOffset_IsAGoingBack(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        await cluster.StopAsync(await DrainedAsync(cluster, new RecordingListener(), 300));
        var watch = new StandingWatch(cluster, Group, Topic);
        await watch.SampleAsync();
        await using var member = cluster.Cluster.CreateLitePullConsumer(new LitePullConsumerOptions { Group = Group });
        await member.StartAsync(CancellationToken.None);
        await member.AssignAsync([Queue], CancellationToken.None);
        await member.SeekAsync(Queue, 40, CancellationToken.None);
        await member.CommitAsync(CancellationToken.None);

        await watch.UntilAsync(QueueVerdict.WentBack);

        watch.Standings[0].Reason.Text.ShouldMatch("^The offset went back from 300 to 40 .+, and not by a reset; 260 messages wait\\.$");
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "H4")]
    public async Task ToolLowersTheOffsetOfAnOfflineGroup_IsAReset(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        await cluster.StopAsync(await DrainedAsync(cluster, new RecordingListener(), 300));
        var watch = new StandingWatch(cluster, Group, Topic);
        await watch.SampleAsync();
        var online = new ResetOffsetHeader { Group = Group, Topic = Topic, Timestamp = 0, IsForce = true };
        (await cluster.AskBrokerAsync(RemotingCommand.Request(RequestCode.InvokeBrokerToResetOffset, online))).Code
            .ShouldBe(ResponseCode.ConsumerNotOnline);
        var commit = new UpdateConsumerOffsetHeader { ConsumerGroup = Group, Topic = Topic, QueueId = 0, CommitOffset = 40 };
        var answer = await cluster.AskBrokerAsync(RemotingCommand.Request(RequestCode.UpdateConsumerOffset, commit));
        answer.Code.ShouldBe(ResponseCode.Success);

        (await watch.ForAsync(TimeSpan.FromSeconds(55))).ShouldBe([QueueVerdict.Reset]);

        watch.Standings[0].Reason.Text.ShouldMatch(@"^The offset was reset .+; 260 messages wait\.$");
    }

    private static async Task<ScenarioCluster> StartAsync(Wire wire)
    {
        var cluster = await ScenarioCluster.StartAsync(wire);
        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 1, 6, ["broker-a"]), CancellationToken.None);
        return cluster;
    }

    private static async Task<Engine.Client.Consuming.PushConsumer> DrainedAsync(
        ScenarioCluster cluster, RecordingListener listener, int messages)
    {
        var consumer = await cluster.StartConsumerAsync(Group, Topic, listener);
        await cluster.SendAsync(Topic, messages);
        await cluster.UntilDrainedAsync(Group, Topic);
        return consumer;
    }

    private static async Task SendAsync(Producer producer, int messages)
    {
        for (var number = 0; number < messages; number++)
        {
            await producer.SendAsync(new Message { Topic = Topic, Body = new byte[8] }, CancellationToken.None);
        }
    }

    /// <summary>A consumer waits at its stop for calls that do not return, by a clock that stands still then.</summary>
    private sealed class Released(RecordingListener listener) : IDisposable
    {
        public void Dispose() => listener.Release();
    }
}
