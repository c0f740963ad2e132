using Engine.Hosting;

namespace Engine.Tests.Hosting;

public sealed class EmbeddedAddressesTests
{
    [Fact]
    public void Of_ConfiguredPorts_AreTaken() =>
        Text(9876, ("broker-a", 10911, true), ("broker-b", 10921, true))
            .ShouldBe("127.0.0.1:9876 broker-a=127.0.0.1:10911 broker-b=127.0.0.1:10921");

    [Fact]
    public void Of_NoTcpOrAnyPort_AreTheDefaultsByIndex() =>
        Text(-1, ("broker-a", -1, true), ("broker-b", 0, true), ("broker-c", -1, true))
            .ShouldBe("127.0.0.1:9876 broker-a=127.0.0.1:10911 broker-b=127.0.0.1:10921 broker-c=127.0.0.1:10931");

    [Fact]
    public void Of_DefaultTakenByAnother_MovesOn() =>
        Text(0, ("broker-a", 0, true), ("broker-b", 10911, true), ("broker-c", 9876, true))
            .ShouldBe("127.0.0.1:9877 broker-a=127.0.0.1:10921 broker-b=127.0.0.1:10911 broker-c=127.0.0.1:9876");

    [Fact]
    public void Of_DisabledBroker_IsLeftOut() =>
        Text(9876, ("broker-a", 10911, false), ("broker-b", 10911, true)).ShouldBe("127.0.0.1:9876 broker-b=127.0.0.1:10911");

    [Fact]
    public void Of_Slaves_FollowTheirMasterAHundredPortsOn() =>
        Text(Options(9876, ("broker-a", 10911, 2), ("broker-b", -1, 1))).ShouldBe(
            "127.0.0.1:9876 broker-a=127.0.0.1:10911 broker-a-1=127.0.0.1:11011 broker-a-2=127.0.0.1:11111 "
            + "broker-b=127.0.0.1:10921 broker-b-1=127.0.0.1:11021");

    [Fact]
    public void Of_SlaveWithoutTcpWhoseDefaultIsTaken_MovesOn() =>
        Text(Options(9876, ("broker-a", -1, 1), ("broker-b", 11011, 0))).ShouldBe(
            "127.0.0.1:9876 broker-a=127.0.0.1:10911 broker-a-1=127.0.0.1:11021 broker-b=127.0.0.1:11011");

    [Fact]
    public void Of_AnyPort_GivesSlavesAndReplicationFreeOnesToo()
    {
        var (next, nextHa) = (40000, 50000);

        var addresses = EmbeddedAddresses.Of(Options(0, ("broker-a", 0, 1), ("broker-b", 0, 0)), () => ++next, () => ++nextHa);

        addresses.Brokers.Select(broker => $"{broker.Node} {broker.Address} {broker.HaAddress}").ShouldBe([
            "broker-a 127.0.0.1:40002 127.0.0.1:50001",
            "broker-a-1 127.0.0.1:40004 127.0.0.1:50001",
            "broker-b 127.0.0.1:40003 127.0.0.1:40004",
        ]);
    }

    [Fact]
    public void With_OneSlaveMore_LeavesTheOthersWhereTheyAre()
    {
        var options = Options(9876, ("broker-a", 10911, 0), ("broker-b", 10921, 0));

        var addresses = EmbeddedAddresses.Of(options).With(options.Brokers[0], 3);

        Text(addresses).ShouldBe(
            "127.0.0.1:9876 broker-a=127.0.0.1:10911 broker-a-3=127.0.0.1:11211 broker-b=127.0.0.1:10921");
        addresses.Brokers[1].HaAddress.ShouldBe("127.0.0.1:10912");
    }

    private static EmbeddedClusterOptions Options(int nameServerPort, params (string Name, int Port, int Slaves)[] brokers)
    {
        var options = new EmbeddedClusterOptions { NameServerPort = nameServerPort };
        foreach (var (name, port, slaves) in brokers)
            options.Brokers.Add(new EmbeddedBrokerOptions { Name = name, Port = port, Slaves = slaves });

        return options;
    }

    private static string Text(int nameServerPort, params (string Name, int Port, bool Enabled)[] brokers)
    {
        var options = new EmbeddedClusterOptions { NameServerPort = nameServerPort };
        foreach (var (name, port, enabled) in brokers)
            options.Brokers.Add(new EmbeddedBrokerOptions { Name = name, Port = port, Enabled = enabled });

        return Text(options);
    }

    private static string Text(EmbeddedClusterOptions options) => Text(EmbeddedAddresses.Of(options));

    private static string Text(EmbeddedAddresses addresses) =>
        string.Join(' ', addresses.Brokers.Select(broker => $"{broker.Node}={broker.Address}").Prepend(addresses.NameServer));
}
