using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Tests.Client;

namespace Engine.Tests.Broker.Replication;

[Trait("Behaviour", "G1")]
public sealed class SlaveTablesTests
{
    private const string Offsets = "TopicA@GroupA";

    [Fact]
    public async Task G1_Clock_ThreeSecondsThenEveryTen_AsksForTheFourTablesInOrder()
    {
        await using var slave = await SlaveHarness.StartAsync();
        slave.Broker.Clock.Advance(TimeSpan.FromSeconds(2.9));
        slave.Master.Asked.ShouldBeEmpty();

        await slave.NextTurnAsync(TimeSpan.FromSeconds(0.1));
        await slave.NextTurnAsync(TimeSpan.FromSeconds(10));

        slave.Master.Asked.ShouldBe([21, 43, 45, 201, 21, 43, 45, 201]);
    }

    [Fact]
    public async Task G1_TablesOfTheMaster_AreTakenWithTheirVersions_AndSaved()
    {
        await using var slave = await SlaveHarness.StartAsync();
        slave.Master.Offsets[Offsets] = new Dictionary<int, long> { [0] = 5, [3] = 8 };
        slave.Master.Delays[2] = 11;
        slave.Master.Groups["GroupA"] = new SubscriptionGroupConfig { GroupName = "GroupA", RetryMaxTimes = 3 };

        await slave.SyncFirstAsync();
        await Eventually.TrueAsync(() => slave.Broker.Tables.Groups.Version == slave.Master.Version, "the groups to be taken");
        await slave.NextTurnAsync(TimeSpan.FromSeconds(10));
        await slave.StopMasterAsync();
        await slave.Broker.RestartAsync();

        var tables = slave.Broker.Tables;
        tables.Topics.Find(BrokerClient.Topic)!.ReadQueueNums.ShouldBe(4);
        tables.Topics.Version.ShouldBe(slave.Master.Version);
        tables.Offsets.OfTopic("GroupA", BrokerClient.Topic).ShouldBe(new Dictionary<int, long> { [0] = 5, [3] = 8 });
        tables.DelayOffsets.Find(2).ShouldBe(11);
        tables.Groups.Find("GroupA")!.RetryMaxTimes.ShouldBe(3);
        tables.Groups.Version.ShouldBe(slave.Master.Version);
    }

    [Fact]
    public async Task G1_OffsetsAboveTheSlavesOwnEnd_StayAsTheMasterSaid()
    {
        await using var slave = await SlaveHarness.StartAsync(async broker =>
        {
            var client = await broker.NewConsumerAsync();
            await client.SendOkAsync(count: 2);
        });
        slave.Master.Offsets[Offsets] = new Dictionary<int, long> { [0] = 9 };
        await slave.SyncFirstAsync();
        await slave.NextTurnAsync(TimeSpan.FromSeconds(10));

        await slave.Broker.RestartAsync();

        slave.Broker.Tables.Offsets.Find("GroupA", BrokerClient.Topic, 0).ShouldBe(9);
        slave.Broker.Log.Lines.ShouldNotContain(line => line.Contains("were lowered", StringComparison.Ordinal));
    }

    [Fact]
    public async Task G1_OneTableThatIsRefused_IsToldOnce_AndStopsNoOther()
    {
        await using var slave = await SlaveHarness.StartAsync();
        slave.Master.Refused = RequestCode.GetAllConsumerOffset;
        slave.Master.Delays[1] = 4;

        await slave.SyncFirstAsync();
        await slave.NextTurnAsync(TimeSpan.FromSeconds(10));
        await slave.NextTurnAsync(TimeSpan.FromSeconds(10));

        slave.Broker.Tables.DelayOffsets.Find(1).ShouldBe(4);
        slave.Broker.Tables.Groups.Version.ShouldBe(slave.Master.Version);
        var told = slave.Broker.Log.Lines.Where(line => line.StartsWith("Warning: the table", StringComparison.Ordinal))
            .ShouldHaveSingleItem();
        told.ShouldContain("consumerOffset");
        told.ShouldContain("not today");
    }

    [Fact]
    public async Task G1_MasterAway_KeepsWhatThereIs()
    {
        await using var slave = await SlaveHarness.StartAsync();
        slave.Master.Offsets[Offsets] = new Dictionary<int, long> { [0] = 5 };
        await slave.SyncFirstAsync();
        await slave.NextTurnAsync(TimeSpan.FromSeconds(10));
        var told = slave.Broker.Log.NextAsync("subscriptionGroup of slave");

        await slave.StopMasterAsync();
        slave.Broker.Clock.Advance(TimeSpan.FromSeconds(10));
        await told;

        slave.Broker.Tables.Offsets.Find("GroupA", BrokerClient.Topic, 0).ShouldBe(5);
        slave.Broker.Tables.Topics.Find(BrokerClient.Topic).ShouldNotBeNull();
    }

    [Fact]
    public async Task G1_TopicThatTheMasterDeleted_GoesWithItsQueuesAndOffsets()
    {
        await using var slave = await SlaveHarness.StartAsync(async broker =>
        {
            var client = await broker.NewConsumerAsync();
            await client.SendOkAsync(count: 2);
            await client.CommitAsync(2);
        });
        slave.Master.Topics.Remove(BrokerClient.Topic);

        await slave.SyncFirstAsync();
        slave.Broker.Tables.Store.GetBounds(BrokerClient.Topic, 0).Max.ShouldBe(2, "it may have been made anew meanwhile");
        await slave.NextTurnAsync(TimeSpan.FromSeconds(10));
        await slave.NextTurnAsync(TimeSpan.FromSeconds(10));

        slave.Broker.Tables.Topics.Find(BrokerClient.Topic).ShouldBeNull();
        slave.Broker.Tables.Store.GetBounds(BrokerClient.Topic, 0).Max.ShouldBe(0);
        slave.Broker.Tables.Offsets.Find("GroupA", BrokerClient.Topic, 0).ShouldBeNull();
    }

    [Fact]
    public async Task G2_MasterNeverReadsItsSlave_AndTakesNothingFromIt()
    {
        await using var harness = await BrokerHarness.StartAsync(options => options with { MasterAddress = TableMaster.Address });
        var master = new TableMaster();
        await using var listener = await harness.Network.ListenAsync(TableMaster.Address, master, CancellationToken.None);

        harness.Clock.Advance(TimeSpan.FromSeconds(60));
        await harness.NewClient().CallOkAsync(RequestCode.GetAllTopicConfig);

        master.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task MasterThatNoSettingNames_IsTakenFromTheNameServersAnswer()
    {
        await using var slave = await SlaveHarness.StartAsync(
            change: options => options with { MasterAddress = null, NameServers = ["127.0.0.1:9878"] });
        var answer = Engine.Protocol.RemotingCommand.Success(new RegisterBrokerResponseHeader { MasterAddress = TableMaster.Address });
        await using var server = await slave.Broker.Network.ListenAsync(
            "127.0.0.1:9878",
            new Remoting.ScriptedDispatcher(request => new(answer with { Opaque = request.Command.Opaque })),
            CancellationToken.None);

        await slave.SyncFirstAsync();

        var refusal = await slave.Broker.NewClient().CommitAsync(1);
        refusal.Remark!.ShouldContain(TableMaster.Address);
    }
}
