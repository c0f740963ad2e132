using Engine.Broker;
using Engine.Broker.Replication;

namespace Engine.Tests.Broker.Replication;

public sealed class MasterPlaceTests
{
    private static readonly BrokerOptions Options = new()
    {
        ClusterName = "embedded",
        BrokerName = "broker-a",
        BrokerId = 1,
        Role = BrokerRole.Slave,
        Address = "127.0.0.1:11011",
        StoreFolder = "unused",
    };

    [Fact]
    public async Task Learn_NewAddresses_TellsWhoWaits()
    {
        var place = new MasterPlace(Options);
        var changed = place.Changed;

        place.Learn("127.0.0.1:10911", "127.0.0.1:10912");

        await Soon.Within(changed, "the change");
        (place.Address, place.HaAddress).ShouldBe(("127.0.0.1:10911", "127.0.0.1:10912"));
        place.Changed.IsCompleted.ShouldBeFalse();
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData("127.0.0.1:11011", "127.0.0.1:11012")]
    [InlineData("127.0.0.1:10911", "127.0.0.1:10912")]
    public void Learn_NothingNew_KeepsThePlace(string? address, string? haAddress)
    {
        var place = new MasterPlace(Options);
        place.Learn("127.0.0.1:10911", "127.0.0.1:10912");
        var changed = place.Changed;

        place.Learn(address, haAddress);

        (place.Address, place.HaAddress).ShouldBe(("127.0.0.1:10911", "127.0.0.1:10912"));
        changed.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void Learn_DoesNotReplaceASetting()
    {
        var place = new MasterPlace(Options with { MasterAddress = "127.0.0.1:10911" });

        place.Learn("127.0.0.1:10921", "127.0.0.1:10922");

        (place.Address, place.HaAddress).ShouldBe(("127.0.0.1:10911", "127.0.0.1:10922"));
    }
}
