using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Tests.Scenarios;

/// <summary>What a slave takes from its master, and what from nobody else.</summary>
[Trait("Behaviour", "G1")]
public sealed class ReplicaScenarios
{
    [Fact]
    public async Task G1_Slave_HasItsMastersMessagesTopicsAndOffsets()
    {
        await using var cluster = await ReplicaScenario.StartAsync();
        var listener = new RecordingListener();
        await cluster.StartConsumerAsync(listener);
        await cluster.SendAsync(40);
        await cluster.UntilReceivedAsync(listener, 40);
        await cluster.UntilReportedAsync(40);

        await cluster.CaughtUpAsync();
        await cluster.SyncedAsync();

        for (var queueId = 0; queueId < ReplicaScenario.Queues; queueId++)
        {
            var (ofMaster, ofSlave) = (Records(cluster.Master, queueId), Records(cluster.Slave, queueId));
            ofSlave.ShouldBe(ofMaster);
        }

        cluster.Slave.Tables.Topics.Find("%RETRY%" + ReplicaScenario.Group).ShouldNotBeNull();
        cluster.Slave.Tables.Groups.Find(ReplicaScenario.Group).ShouldNotBeNull();
    }

    [Fact]
    [Trait("Behaviour", "G3")]
    public async Task G3_Route_NamesBoth_AndKeepsItsQueuesWhileEitherIsThere()
    {
        await using var cluster = await ReplicaScenario.StartAsync();
        (await cluster.RouteAsync()).ShouldBe([0, 1]);

        await cluster.Slave.KillAsync();
        (await cluster.RouteAsync()).ShouldBe([0]);
        await cluster.StartSlaveAsync();
        await cluster.Master.KillAsync();
        (await cluster.RouteAsync()).ShouldBe([1]);
        await cluster.StartMasterAsync();
        (await cluster.RouteAsync()).ShouldBe([0, 1]);
    }

    [Fact]
    public async Task G1_StatusOfTheSlave_TellsItsTables()
    {
        await using var cluster = await ReplicaScenario.StartAsync();
        await cluster.SendAsync(4);
        await cluster.CaughtUpAsync();

        var status = await cluster.HaStatusAsync(ReplicaScenario.SlaveAddress);

        status.Master.ShouldBeFalse();
        status.HaClientRuntimeInfo.Tables.Select(table => table.Table)
            .ShouldBe(["topics", "consumerOffset", "delayOffset", "subscriptionGroup"]);
        status.HaClientRuntimeInfo.Tables.ShouldAllBe(table => table.Problem == null && table.LastSync > 0);
    }

    [Fact]
    [Trait("Behaviour", "G2")]
    public async Task G2_MasterIsNotTouchedByItsSlave_WhenThatIsStoppedAndStartedAgain()
    {
        await using var cluster = await ReplicaScenario.StartAsync();
        var listener = new RecordingListener();
        await cluster.StartConsumerAsync(listener);
        await cluster.SendAsync(8);
        await cluster.UntilReceivedAsync(listener, 8);
        await cluster.UntilReportedAsync(8);
        var version = cluster.Master.Tables.Topics.Version;

        await cluster.Slave.StopAsync(CancellationToken.None);
        await cluster.SendAsync(8);
        await cluster.UntilReceivedAsync(listener, 16);
        await cluster.StartSlaveAsync();
        await cluster.CaughtUpAsync();
        await cluster.UntilReportedAsync(16);
        await cluster.SyncedAsync();

        cluster.Master.Tables.Topics.Version.ShouldBe(version);
        ReplicaScenario.Total(cluster.Slave).ShouldBe(16);
    }

    [Fact]
    [Trait("Behaviour", "G2")]
    public async Task G2_MessageSentToTheSlave_IsRefusedWithTheMastersAddress()
    {
        await using var cluster = await ReplicaScenario.StartAsync();
        var answer = await cluster.AskAsync(ReplicaScenario.SlaveAddress, Send());

        answer.Code.ShouldBe(ResponseCode.ServiceNotAvailable);
        answer.Remark!.ShouldContain(ReplicaScenario.MasterAddress);
    }

    [Fact]
    public async Task G1_TopicDeletedAndMadeAnew_BeginsAtZeroAtTheSlaveToo()
    {
        await using var cluster = await ReplicaScenario.StartAsync();
        await cluster.SendAsync(8);
        await cluster.CaughtUpAsync();
        await cluster.AskOkAsync(
            ReplicaScenario.MasterAddress,
            RemotingCommand.Request(RequestCode.DeleteTopicInBroker, new TopicHeader { Topic = ReplicaScenario.Topic }));
        await cluster.SyncedAsync();
        await cluster.Pump.UntilAsync(
            () => Task.FromResult(cluster.Slave.Tables.Store.GetBounds(ReplicaScenario.Topic, 0).Max == 0),
            () => "the slave's queues of the deleted topic to go");

        await cluster.AskOkAsync(
            ReplicaScenario.MasterAddress,
            RemotingCommand.Request(RequestCode.UpdateAndCreateTopic, new CreateTopicHeader
            {
                Topic = ReplicaScenario.Topic,
                ReadQueueNums = 1,
                WriteQueueNums = 1,
                Perm = 6,
            }));
        await cluster.AskOkAsync(
            ReplicaScenario.MasterAddress,
            Send());
        await cluster.CaughtUpAsync();

        cluster.Slave.Tables.Store.GetBounds(ReplicaScenario.Topic, 0).Max.ShouldBe(1);
    }

    private static RemotingCommand Send() =>
        RemotingCommand.Request(RequestCode.SendMessageV2, Broker.BrokerClient.Send(ReplicaScenario.Topic)) with { Body = new byte[3] };

    private static byte[] Records(Engine.Broker.BrokerNode broker, int queueId) =>
        broker.Tables.Store.Get(ReplicaScenario.Topic, queueId, 0, 32, null).Body.ToArray();
}
