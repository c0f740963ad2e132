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

    private static string Text(int nameServerPort, params (string Name, int Port, bool Enabled)[] brokers)
    {
        var options = new EmbeddedClusterOptions { NameServerPort = nameServerPort };
        foreach (var (name, port, enabled) in brokers)
            options.Brokers.Add(new EmbeddedBrokerOptions { Name = name, Port = port, Enabled = enabled });

        var addresses = EmbeddedAddresses.Of(options);
        return string.Join(' ', addresses.Brokers.Select(broker => $"{broker.Key}={broker.Value}").Prepend(addresses.NameServer));
    }
}
