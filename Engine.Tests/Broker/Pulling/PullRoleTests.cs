using Engine.Broker.Pulling;
using Engine.Broker.Replication;
using Engine.Protocol.Bodies;
using NSubstitute;

namespace Engine.Tests.Broker.Pulling;

[Trait("Behaviour", "G4")]
public sealed class PullRoleTests
{
    [Theory]
    [InlineData(true, true, 0, 0, 1)]
    [InlineData(true, false, 0, 0, 0)]
    [InlineData(false, true, 0, 0, 0)]
    [InlineData(true, true, 1024 * 1024, 0, 0)]
    [InlineData(true, true, 1024 * 1024, 2, 2)]
    [InlineData(true, false, 1024 * 1024, 2, 0)]
    public async Task G4_Master_SuggestsASlaveThatHasCaughtUp_ToReadersThatAreFarBehind(
        bool slaveReadEnable, bool hasSlave, long inMemoryBytes, long groupsBroker, long suggested)
    {
        await using var harness = await BrokerHarness.StartAsync(
            options => options with { SlaveReadEnable = slaveReadEnable, InMemoryBytes = inMemoryBytes });
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync(count: 3);
        var slaves = Substitute.For<ICaughtUpSlaves>();
        slaves.Any.Returns(hasSlave);
        var role = new PullRole(harness.Options, harness.Tables.Store, new MasterPlace(harness.Options), slaves);
        var group = new SubscriptionGroupConfig { GroupName = BrokerClient.Group, BrokerId = groupsBroker };
        var first = harness.Tables.Store.Get(BrokerClient.Topic, 0, 0, 1, null);

        role.Suggest(group, BrokerClient.Topic, 0, first).ShouldBe(suggested);
    }

    [Fact]
    public async Task G4_ReaderAtTheEnd_StaysAtTheMaster()
    {
        await using var harness = await BrokerHarness.StartAsync(options => options with { SlaveReadEnable = true, InMemoryBytes = 0 });
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync(count: 3);
        var slaves = Substitute.For<ICaughtUpSlaves>();
        slaves.Any.Returns(true);
        var role = new PullRole(harness.Options, harness.Tables.Store, new MasterPlace(harness.Options), slaves);
        var end = harness.Tables.Store.Get(BrokerClient.Topic, 0, 3, 32, null);

        role.Suggest(new SubscriptionGroupConfig { GroupName = "GroupA" }, BrokerClient.Topic, 0, end).ShouldBe(0);
    }
}
