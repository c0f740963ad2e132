using Engine.NameServer.Routes;
using Engine.Remoting.Connections;
using NSubstitute;

namespace Engine.Tests.NameServer.Routes;

[Trait("Behaviour", "F1")]
public sealed class RouteChangesTests
{
    private const string Master = "127.0.0.1:10911";
    private const string Slave = "127.0.0.1:10921";
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(120);

    private readonly IConnection _connection = Substitute.For<IConnection>();

    [Fact]
    public void Register_NewMaster_BringsItsTopics()
    {
        var table = Register(RouteTable.Empty, "broker-a", Master, 1, ("TopicA", 4));

        table.Topics["TopicA"]["broker-a"].ReadQueueNums.ShouldBe(4);
        table.Brokers["broker-a"].BrokerAddrs[0].ShouldBe(Master);
        table.Live[Master].LastSeen.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Register_SameDataVersion_ChangesNoTopic()
    {
        var table = Register(RouteTable.Empty, "broker-a", Master, 1, ("TopicA", 4));

        var again = Register(table, "broker-a", Master, 1, ("TopicA", 8));

        again.Topics["TopicA"]["broker-a"].ReadQueueNums.ShouldBe(4);
    }

    [Fact]
    public void Register_NewDataVersion_ChangesTopicsAndKeepsTheAbsentOnes()
    {
        var table = Register(RouteTable.Empty, "broker-a", Master, 1, ("TopicA", 4), ("TopicB", 1));

        var again = Register(table, "broker-a", Master, 2, ("TopicA", 8));

        again.Topics["TopicA"]["broker-a"].WriteQueueNums.ShouldBe(8);
        again.Topics.ShouldContainKey("TopicB");
    }

    [Fact]
    public void Register_Slave_ChangesNoTopic()
    {
        var table = Register(RouteTable.Empty, "broker-a", Master, 1, ("TopicA", 4));

        var both = RouteChanges.Register(
            table, Registrations.Of("broker-a", Slave, _connection, Registrations.Topics(9, ("TopicA", 16)), id: 1), TimeSpan.Zero);

        both.Topics["TopicA"]["broker-a"].ReadQueueNums.ShouldBe(4);
        both.Brokers["broker-a"].BrokerAddrs.ShouldBe([new(0, Master), new(1, Slave)], ignoreOrder: true);
    }

    [Fact]
    [Trait("Behaviour", "G2")]
    public void Register_SlaveBeforeItsMaster_BringsNoTopic_AndTheMasterBringsThemAll()
    {
        var slave = Registrations.Of("broker-a", Slave, _connection, Registrations.Topics(1, ("TopicA", 4)), id: 1);
        var alone = RouteChanges.Register(RouteTable.Empty, slave, TimeSpan.Zero);

        var both = Register(alone, "broker-a", Master, 1, ("TopicA", 8));

        alone.Topics.ShouldBeEmpty();
        both.Topics["TopicA"]["broker-a"].ReadQueueNums.ShouldBe(8);
        both.Brokers["broker-a"].BrokerAddrs.Keys.ShouldBe([0, 1], ignoreOrder: true);
    }

    [Fact]
    [Trait("Behaviour", "G3")]
    public void Register_MasterThatComesBackToItsSlave_TakesItsTopicsUpAgain()
    {
        var table = Register(RouteTable.Empty, "broker-a", Master, 1, ("TopicA", 4));
        table = RouteChanges.Register(
            table, Registrations.Of("broker-a", Slave, _connection, Registrations.Topics(1), id: 1), TimeSpan.Zero);
        table = RouteChanges.Remove(table, Master);

        // With the version that was known, as nothing changed while it was away; with other queues, to see whose they are.
        var back = Register(table, "broker-a", Master, 1, ("TopicA", 8));

        table.Topics["TopicA"]["broker-a"].ReadQueueNums.ShouldBe(4);
        back.Topics["TopicA"]["broker-a"].ReadQueueNums.ShouldBe(8);
        back.Brokers["broker-a"].BrokerAddrs[0].ShouldBe(Master);
    }

    [Fact]
    [Trait("Behaviour", "G1")]
    public void Remove_Slave_LeavesTheMasterAndItsQueues()
    {
        var table = Register(RouteTable.Empty, "broker-a", Master, 1, ("TopicA", 4));
        table = RouteChanges.Register(
            table, Registrations.Of("broker-a", Slave, _connection, Registrations.Topics(1), id: 1), TimeSpan.Zero);

        var left = RouteChanges.Remove(table, Slave);

        left.Brokers["broker-a"].BrokerAddrs.ShouldBe([new(0, Master)]);
        left.Topics["TopicA"].ShouldContainKey("broker-a");
    }

    [Fact]
    public void Register_SlaveBecomesMaster_LeavesItsOldId()
    {
        var table = RouteChanges.Register(
            RouteTable.Empty, Registrations.Of("broker-a", Slave, _connection, Registrations.Topics(1), id: 1), TimeSpan.Zero);

        var promoted = Register(table, "broker-a", Slave, 1, ("TopicA", 4));

        promoted.Brokers["broker-a"].BrokerAddrs.ShouldBe([new(0, Slave)]);
        promoted.Topics.ShouldContainKey("TopicA");
    }

    [Fact]
    public void Remove_LastAddressOfTheName_TakesItsQueues()
    {
        var table = Register(RouteTable.Empty, "broker-a", Master, 1, ("TopicA", 4), ("TopicB", 4));
        table = Register(table, "broker-b", "127.0.0.1:10915", 1, ("TopicA", 4));

        var left = RouteChanges.Remove(table, Master);

        left.Brokers.Keys.ShouldBe(["broker-b"]);
        left.Topics.Keys.ShouldBe(["TopicA"]);
        left.Topics["TopicA"].Keys.ShouldBe(["broker-b"]);
        left.Live.ShouldNotContainKey(Master);
    }

    [Fact]
    public void Remove_MasterOfTwo_KeepsTheQueuesOfTheName()
    {
        var table = Register(RouteTable.Empty, "broker-a", Master, 1, ("TopicA", 4));
        table = RouteChanges.Register(
            table, Registrations.Of("broker-a", Slave, _connection, Registrations.Topics(1), id: 1), TimeSpan.Zero);

        var left = RouteChanges.Remove(table, Master);

        left.Brokers["broker-a"].BrokerAddrs.ShouldBe([new(1, Slave)]);
        left.Topics.ShouldContainKey("TopicA");
    }

    [Fact]
    public void Remove_OldAddressAfterTheBrokerMoved_KeepsTheNewOne()
    {
        var table = Register(RouteTable.Empty, "broker-a", Master, 1, ("TopicA", 4));
        table = Register(table, "broker-a", "127.0.0.1:20911", 1, ("TopicA", 4));

        var left = RouteChanges.Remove(table, Master);

        left.Brokers["broker-a"].BrokerAddrs[0].ShouldBe("127.0.0.1:20911");
        left.Topics.ShouldContainKey("TopicA");
        left.Live.Keys.ShouldBe(["127.0.0.1:20911"]);
    }

    [Fact]
    public void Remove_UnknownAddress_ChangesNothing()
    {
        var table = Register(RouteTable.Empty, "broker-a", Master, 1, ("TopicA", 4));

        RouteChanges.Remove(table, "127.0.0.1:1").ShouldBe(table);
    }

    [Fact]
    public void DeleteTopic_OfOneCluster_KeepsTheOthers()
    {
        var table = Register(RouteTable.Empty, "broker-a", Master, 1, ("TopicA", 4));
        table = RouteChanges.Register(
            table,
            Registrations.Of("broker-x", Slave, _connection, Registrations.Topics(1, ("TopicA", 4)), cluster: "other"),
            TimeSpan.Zero);

        RouteChanges.DeleteTopic(table, "TopicA", "other").Topics["TopicA"].Keys.ShouldBe(["broker-a"]);
        RouteChanges.DeleteTopic(table, "TopicA", null).Topics.ShouldBeEmpty();
        RouteChanges.DeleteTopic(table, "Unknown", null).ShouldBe(table);
    }

    [Theory]
    [InlineData(120_000, false)]
    [InlineData(120_001, true)]
    public void Silent_AtTheBoundary_IsBeyondTheSilence(int afterMilliseconds, bool silent)
    {
        var table = Register(RouteTable.Empty, "broker-a", Master, 1, ("TopicA", 4));

        RouteChanges.Silent(table, TimeSpan.FromMilliseconds(afterMilliseconds), Silence).Any().ShouldBe(silent);
    }

    private RouteTable Register(RouteTable table, string name, string address, long version, params (string, int)[] topics) =>
        RouteChanges.Register(
            table, Registrations.Of(name, address, _connection, Registrations.Topics(version, topics)), TimeSpan.Zero);
}
