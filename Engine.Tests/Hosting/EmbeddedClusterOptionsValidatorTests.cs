using Engine.Hosting;

namespace Engine.Tests.Hosting;

public sealed class EmbeddedClusterOptionsValidatorTests
{
    private readonly EmbeddedClusterOptions _options = new()
    {
        BrokersFolder = Path.GetTempPath(),
        Brokers =
        {
            new EmbeddedBrokerOptions { Name = "broker-a" },
            new EmbeddedBrokerOptions { Name = "broker-b", Port = 10921 },
        },
    };

    public static TheoryData<string, Action<EmbeddedClusterOptions>, string> Wrong => new()
    {
        { "blank cluster", o => o.ClusterName = " ", "Console:Embedded:ClusterName: ' ' is no cluster name" },
        { "name server port", o => o.NameServerPort = -2, "Console:Embedded:NameServerPort: -2 is no port" },
        { "name server port high", o => o.NameServerPort = 65536, "Console:Embedded:NameServerPort: 65536 is no port" },
        { "flush", o => o.FlushDisk = "Often", "Console:Embedded:FlushDisk: 'Often' is neither Async nor Sync." },
        { "folder", o => o.BrokersFolder = "data/brokers", "Console:Embedded:BrokersFolder: 'data/brokers' is no absolute path" },
        { "clients", o => o.ClientsFolder = "data/clients", "Console:Embedded:ClientsFolder: 'data/clients' is no absolute path" },
        { "bind", o => o.BindAddress = "localhost", "Console:Embedded:BindAddress: 'localhost' is no IPv4 address." },
        { "open bind", o => o.BindAddress = "10.0.0.1", "Console:Embedded:BindAddress: 10.0.0.1 can be reached from other machines" },
        { "advertised", o => o.AdvertisedAddress = "0.0.0.0", "Console:Embedded:AdvertisedAddress: '0.0.0.0' is no IPv4 address" },
        { "no broker", o => o.Brokers.Clear(), "Console:Embedded:Brokers: no broker is enabled" },
        { "none enabled", o => DisableAll(o), "Console:Embedded:Brokers: no broker is enabled" },
        { "blank name", o => o.Brokers[1].Name = "", "Console:Embedded:Brokers:1:Name: '' is no broker name" },
        { "path as name", o => o.Brokers[1].Name = "../b", "Console:Embedded:Brokers:1:Name: '../b' is no broker name" },
        { "same name", o => o.Brokers[1].Name = "Broker-A", "Console:Embedded:Brokers:1:Name: 'Broker-A' is already the name" },
        { "port", o => o.Brokers[1].Port = 70000, "Console:Embedded:Brokers:1:Port: 70000 is no port" },
        { "same port", o => o.Brokers[1].Port = 10911, "Console:Embedded:Brokers:1:Port: 10911 is already the port of Console:Embedded" },
        { "port of the name server", o => o.Brokers[1].Port = 9876, "is already the port of Console:Embedded:NameServerPort" },
        { "second port", o => o.Brokers[1].Port = 10913, "takes 10911 (port - 2) as its second port, which is already the port of Conso" },
        { "second port of another", o => o.Brokers[1].Port = 10909, "10909 is already the second port of Console:Embedded:Brokers:0" },
        { "negative slaves", o => o.Brokers[0].Slaves = -1, "Console:Embedded:Brokers:0:Slaves: -1 is outside 0 to 9." },
        { "many slaves", o => (o.Brokers[0].Slaves, o.Brokers[0].Port) = (10, -1), "Brokers:0:Slaves: 10 is outside 0 to 9." },
        { "replication", o => o.Brokers[0].Replication = "Often", "Brokers:0:Replication: 'Often' is neither Async nor Sync." },
        { "sync alone", o => o.Brokers[0].Replication = "Sync", "Console:Embedded:Brokers:0:Replication: Sync waits for a slave" },
        {
            "slave's port", o => (o.Brokers[0].Slaves, o.Brokers[1].Port) = (2, 11111),
            "Brokers:1:Port: 11111 is already the port for slave 2"
        },
        {
            "slave's second port", o => (o.Brokers[0].Slaves, o.Brokers[1].Port) = (1, 11009),
            "already the second port for slave 1 of Cons"
        },
        {
            "replication port", o => (o.Brokers[0].Slaves, o.Brokers[1].Port) = (1, 10912),
            "10912 is already the replication port of Consol"
        },
        {
            "own replication port", o => (o.Brokers[1].Slaves, o.Brokers[1].Port) = (1, 10908),
            "takes 10909 (port + 1) as its replication po"
        },
        {
            "port beyond all", o => (o.Brokers[1].Slaves, o.Brokers[1].Port) = (1, 65500),
            "takes 65600 (port + 100) as its port for slave 1"
        },
        {
            "slave's name", o => (o.Brokers[0].Slaves, o.Brokers[1].Name) = (1, "Broker-A-1"),
            "Brokers:1:Name: 'Broker-A-1' is the name of slave"
        },
        { "small segment", o => o.Store.SegmentBytes = 1024, "Console:Embedded:Store:SegmentBytes: 1024 is outside" },
        { "queue file", o => o.Store.ConsumeQueueFileBytes = 6_000_001, "Console:Embedded:Store:ConsumeQueueFileBytes: 6000001 is no" },
        { "small queue file", o => o.Store.ConsumeQueueFileBytes = 0, "Console:Embedded:Store:ConsumeQueueFileBytes: 0 is outside" },
        { "slots", o => o.Store.IndexSlots = 0, "Console:Embedded:Store:IndexSlots: 0 is outside" },
        { "items", o => o.Store.IndexItems = -1, "Console:Embedded:Store:IndexItems: -1 is outside" },
        { "bytes kept", o => o.Store.RetentionBytes = -1, "Console:Embedded:Store:RetentionBytes: -1 is outside 0 to" },
        { "retention", o => o.Store.RetentionHours = -1, "Console:Embedded:Store:RetentionHours: -1 is outside 0 to" },
    };

    public static TheoryData<string, Action<EmbeddedClusterOptions>> Right => new()
    {
        { "as it is", _ => { } },
        { "no TCP", o => o.NameServerPort = -1 },
        { "any ports", o => o.Brokers[0].Port = o.Brokers[1].Port = o.NameServerPort = 0 },
        { "highest port", o => o.Brokers[1].Port = 65535 },
        { "one disabled, its port free for the other", o => (o.Brokers[0].Enabled, o.Brokers[1].Port) = (false, 10911) },
        { "open on purpose", o => (o.BindAddress, o.AllowAnonymous, o.AdvertisedAddress) = ("0.0.0.0", true, "10.0.0.1") },
        { "sync flush", o => o.FlushDisk = "sync" },
        { "bytes beyond 32 bits", o => o.Store.RetentionBytes = 1L << 40 },
        { "for ever", o => o.Store.RetentionHours = 0 },
        { "slaves", o => o.Brokers[0].Slaves = o.Brokers[1].Slaves = 9 },
        { "sync replication", o => (o.Brokers[0].Slaves, o.Brokers[0].Replication) = (1, "sync") },
        { "slaves without TCP", o => (o.Brokers[1].Slaves, o.Brokers[1].Port) = (9, -1) },
        { "a name that a slave might have", o => o.Brokers[1].Name = "broker-a-1" },
        { "everything wrong but off", o => (o.Enabled, o.ClusterName, o.FlushDisk) = (false, "", "") },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_WrongValue_NamesTheKeyAndTheRule(string because, Action<EmbeddedClusterOptions> spoil, string message)
    {
        spoil(_options);

        var result = new EmbeddedClusterOptionsValidator().Validate(null, _options);

        result.Failed.ShouldBeTrue(because);
        result.Failures.ShouldNotBeNull().ShouldHaveSingleItem().ShouldContain(message);
    }

    [Theory]
    [MemberData(nameof(Right))]
    public void Validate_AllowedValue_Succeeds(string because, Action<EmbeddedClusterOptions> change)
    {
        change(_options);

        new EmbeddedClusterOptionsValidator().Validate(null, _options).Succeeded.ShouldBeTrue(because);
    }

    private static void DisableAll(EmbeddedClusterOptions options)
    {
        foreach (var broker in options.Brokers)
            broker.Enabled = false;
    }
}
