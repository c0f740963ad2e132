using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Engine.Tests.Scenarios;

/// <summary>Consumption when the master goes, while it is away, and when it is back; and when it sends readers to its slave.</summary>
[Trait("Behaviour", "G3")]
public sealed class FailoverScenarios
{
    [Fact]
    public async Task G3_MasterKilledInTheMiddle_NothingIsLost_AndOnlyWhatWasInFlightMayComeTwice()
    {
        await using var cluster = await ReplicaScenario.StartAsync();
        var listener = new RecordingListener();
        await cluster.SendAsync(200);
        await cluster.CaughtUpAsync();
        await cluster.SyncedAsync();
        listener.Hold();
        await cluster.StartConsumerAsync(listener, options => options with { PullThresholdForQueue = 8, PullBatchSize = 4 });
        await cluster.UntilReceivedAsync(listener, 20);

        await cluster.Master.KillAsync();
        var inFlight = listener.Received.Count;
        listener.Release();
        await cluster.Pump.UntilAsync(
            () => Task.FromResult(listener.Places.Distinct().Count() == 200),
            () => $"all 200 messages; there came {listener.Places.Distinct().Count()}");

        (listener.Received.Count - 200).ShouldBeLessThanOrEqualTo(inFlight);
        cluster.Slave.Tables.Statistics.GetTotal.ShouldBeGreaterThan(0, "the slave served the rest");
    }

    [Fact]
    public async Task G3_MasterAway_ProgressStaysWithTheConsumer_AndIsReportedWhenTheMasterIsBack()
    {
        await using var cluster = await ReplicaScenario.StartAsync();
        var listener = new RecordingListener();
        await cluster.SendAsync(40);
        await cluster.CaughtUpAsync();
        var consumer = await cluster.StartConsumerAsync(listener);
        await cluster.UntilReceivedAsync(listener, 40);
        await cluster.UntilReportedAsync(40);
        consumer.Suspend();
        await cluster.Pump.UntilAsync(
            () => Task.FromResult(cluster.Master.Tables.Holds.Count == 0), () => "the pulls under way to end");
        await cluster.SendAsync(40);
        await cluster.CaughtUpAsync();
        await cluster.SyncedAsync();

        await cluster.Master.KillAsync();
        consumer.Resume();
        await cluster.UntilReceivedAsync(listener, 80);
        ReplicaScenario.Total(cluster.Slave).ShouldBe(40, "nobody commits at a slave");
        await cluster.StartMasterAsync();
        await cluster.UntilReportedAsync(80);
        await cluster.SyncedAsync();

        listener.Places.ShouldBeUnique();
        ReplicaScenario.Total(cluster.Slave).ShouldBe(80);
    }

    [Fact]
    public async Task G3_SlaveTakesOlderOffsets_WhileTheConsumerIsAhead_NothingIsConsumedTwice()
    {
        await using var cluster = await ReplicaScenario.StartAsync();
        var listener = new RecordingListener();
        await cluster.StartConsumerAsync(listener);
        await cluster.SendAsync(40);
        await cluster.UntilReceivedAsync(listener, 40);
        await cluster.UntilReportedAsync(40);
        await cluster.CaughtUpAsync();

        await cluster.Master.KillAsync();
        cluster.Slave.Tables.Offsets.PutOver(Older);
        await cluster.Pump.UntilAsync(
            () => Task.FromResult(cluster.Slave.Tables.Holds.Count >= ReplicaScenario.Queues), () => "the pulls to wait at the slave");
        await cluster.StartMasterAsync();
        cluster.Master.Tables.Offsets.PutOver(Older);
        await cluster.UntilReportedAsync(40);
        await cluster.SyncedAsync();
        await cluster.SendAsync(20);
        await cluster.UntilReceivedAsync(listener, 60);

        listener.Places.ShouldBeUnique();
        ReplicaScenario.Total(cluster.Slave).ShouldBeGreaterThanOrEqualTo(40);
    }

    [Fact]
    public async Task G3_MemberThatJoinsWithoutTheMaster_SharesTheQueues_AndTheFirstKeepsItsOwnProgress()
    {
        await using var cluster = await ReplicaScenario.StartAsync();
        var listener = new RecordingListener();
        var first = await cluster.StartConsumerAsync(listener);
        await cluster.SendAsync(40);
        await cluster.UntilReceivedAsync(listener, 40);
        await cluster.CaughtUpAsync();
        await cluster.Master.KillAsync();

        var other = new RecordingListener();
        var second = await cluster.StartConsumerAsync(other);
        await cluster.Pump.UntilAsync(
            () => Task.FromResult(first.AssignedQueues.Count(OfTopic) == 2 && second.AssignedQueues.Count(OfTopic) == 2),
            () => $"two queues each: {first.AssignedQueues.Count(OfTopic)} and {second.AssignedQueues.Count(OfTopic)}");
        await cluster.StopAsync(second);
        await cluster.Pump.UntilAsync(
            () => Task.FromResult(first.AssignedQueues.Count(OfTopic) == ReplicaScenario.Queues),
            () => "all queues to be the first member's again");
        await cluster.StartMasterAsync();
        await cluster.UntilReportedAsync(40);

        listener.Places.ShouldBeUnique();
    }

    [Fact]
    [Trait("Behaviour", "G4")]
    [Trait("Behaviour", "C8")]
    public async Task G4_ReaderFarBehind_IsSentToTheSlave_AndComesBackForTheNewestMessages()
    {
        await using var cluster = await ReplicaScenario.StartAsync(NothingInMemory);
        await cluster.SendAsync(200);
        await cluster.CaughtUpAsync();
        await cluster.Pump.UntilAsync(
            async () => (await cluster.HaStatusAsync(ReplicaScenario.MasterAddress)).HaConnectionInfo.Any(slave => slave.InSync),
            () => "the master to know that its slave has caught up");
        var listener = new RecordingListener();

        await cluster.StartConsumerAsync(listener);
        await cluster.UntilReceivedAsync(listener, 200);
        await cluster.UntilReportedAsync(200);

        cluster.Slave.Tables.Statistics.GetTotal.ShouldBeGreaterThan(0);
        cluster.Master.Tables.Statistics.GetTotal.ShouldBeGreaterThan(0);
        listener.Places.ShouldBeUnique();
    }

    [Fact]
    [Trait("Behaviour", "G4")]
    public async Task G4_NoSlaveHasCaughtUp_NobodyIsSentAway()
    {
        await using var cluster = await ReplicaScenario.StartAsync(NothingInMemory);
        await cluster.Slave.StopAsync(CancellationToken.None);
        await cluster.SendAsync(100);
        var listener = new RecordingListener();

        await cluster.StartConsumerAsync(listener);
        await cluster.UntilReceivedAsync(listener, 100);

        cluster.Master.Tables.Statistics.GetTotal.ShouldBe(100);
    }

    private static Engine.Broker.BrokerOptions NothingInMemory(Engine.Broker.BrokerOptions options) => options with { InMemoryBytes = 0 };

    /// <summary>What the master had been told long before.</summary>
    private static ConsumerOffsetBody Older => new()
    {
        OffsetTable = new Dictionary<string, IReadOnlyDictionary<int, long>>
        {
            [$"{ReplicaScenario.Topic}@{ReplicaScenario.Group}"] =
                Enumerable.Range(0, ReplicaScenario.Queues).ToDictionary(queueId => queueId, _ => 1L),
        },
    };

    private static bool OfTopic(MessageQueue queue) => queue.Topic == ReplicaScenario.Topic;
}
