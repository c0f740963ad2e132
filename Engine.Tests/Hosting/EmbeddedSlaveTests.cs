using System.Net;
using System.Net.Sockets;
using Engine.Admin;
using Engine.Admin.Clusters;
using Engine.Admin.Replication;
using Engine.Broker;
using Engine.Hosting;
using Engine.Tests.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Engine.Tests.Hosting;

/// <summary>Slaves of the embedded cluster as nodes: where they are, what they are told, how they come and go.</summary>
public sealed class EmbeddedSlaveTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("console-slaves-").FullName;
    private IHost? _host;

    private IEmbeddedCluster Cluster => _host!.Services.GetRequiredService<IEmbeddedCluster>();

    [Fact]
    public async Task Start_BrokerWithSlaves_HasANodeAndAFolderForEach()
    {
        await StartAsync(Settings(slaves: 2));

        var view = await Cluster.Admin.GetClusterAsync(CancellationToken.None);

        Names().ShouldBe(["name-server", "broker-a broker", "broker-a-1 slave", "broker-a-2 slave", "broker-b broker"]);
        view.Brokers.Select(broker => $"{broker.Name} {broker.Id} {broker.Role}").ShouldBe(
            ["broker-a 0 master", "broker-a 1 slave", "broker-a 2 slave", "broker-b 0 master"]);
        Directory.GetDirectories(_folder).Select(Path.GetFileName).Order().ShouldBe(["broker-a", "broker-a-1", "broker-a-2", "broker-b"]);
    }

    [Fact]
    public async Task AddSlave_WhileItRuns_GetsTheNextFreeIdThatNoBrokerIsNamedBy()
    {
        var settings = Settings(slaves: 1);
        settings.Brokers[1].Name = "broker-a-2";
        await StartAsync(settings);

        var added = await Cluster.AddSlaveAsync("broker-a", CancellationToken.None);

        added.ShouldBe(new NodeView("broker-a-3", NodeView.RoleOfSlave, "127.0.0.1:11211", NodeState.Running));
        Names().ShouldBe(["name-server", "broker-a broker", "broker-a-1 slave", "broker-a-3 slave", "broker-a-2 broker"]);
        (await Cluster.Admin.GetClusterAsync(CancellationToken.None)).Brokers.ShouldContain(broker => broker.Id == 3);
    }

    [Fact]
    public async Task AddSlave_ToABrokerWithNine_IsRefused()
    {
        await StartAsync(Settings(slaves: 9));

        var failure = await Should.ThrowAsync<AdminException>(() => Cluster.AddSlaveAsync("broker-a", CancellationToken.None));

        failure.Kind.ShouldBe(AdminErrorKind.Conflict);
        failure.Message.ShouldBe("broker-a has 9 slaves and no free id from 1 to 9 for one more.");
    }

    [Fact]
    public async Task AddSlave_ToNoBroker_NamesThoseThatThereAre()
    {
        await StartAsync(Settings(slaves: 1));

        var failure = await Should.ThrowAsync<AdminException>(() => Cluster.AddSlaveAsync("broker-a-1", CancellationToken.None));

        failure.Kind.ShouldBe(AdminErrorKind.BrokerNotFound);
        failure.Message.ShouldEndWith("there is broker-a, broker-b.");
    }

    [Fact]
    public async Task AddSlave_WhosePortIsTaken_SaysWhichAndLeavesNothingBehind()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var settings = Settings(slaves: 0);
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;
        settings.Brokers[0].Port = taken - 100;
        await StartAsync(settings);

        var failure = await Should.ThrowAsync<AdminException>(() => Cluster.AddSlaveAsync("broker-a", CancellationToken.None));
        other.Stop();
        var added = await Cluster.AddSlaveAsync("broker-a", CancellationToken.None);

        failure.Kind.ShouldBe(AdminErrorKind.Refused);
        failure.Message.ShouldStartWith(
            $"broker-a-1, Start: Console:Embedded:Brokers:0:Port: the port of slave 1 (port + 100) 127.0.0.1:{taken} is in use");
        added.Address.ShouldBe($"127.0.0.1:{taken}");
    }

    [Fact]
    [Trait("Behaviour", "G1")]
    public async Task Slave_AddedWhileItRuns_FollowsWithoutARestartAndCatchesUp()
    {
        await StartAsync(Settings(slaves: 0));
        await Cluster.Admin.CreateTopicAsync(new("orders", 1), CancellationToken.None);
        await SendAsync();

        await Cluster.AddSlaveAsync("broker-a", CancellationToken.None);

        await Eventually.TrueAsync(() => Slave() is { IsCaughtUp: true, BytesBehind: 0 }, "the slave has all of its master");
        Slave().ShouldNotBeNull().Problem.ShouldBeNull();
        await SendAsync();
        await Eventually.TrueAsync(() => Slave() is { BytesBehind: 0, SecondsBehind: 0 } slave && slave.Offset > 0, "it follows on");
    }

    [Fact]
    [Trait("Behaviour", "G3")]
    public async Task Master_Killed_IsReadFromItsSlaveWhichSaysHowItWas()
    {
        await StartAsync(Settings(slaves: 1));
        await Cluster.Admin.CreateTopicAsync(new("orders", 1, Brokers: ["broker-a"]), CancellationToken.None);
        await SendAsync();
        await Eventually.TrueAsync(() => Slave() is { IsCaughtUp: true, BytesBehind: 0, Offset: > 0 }, "the slave has all of its master");
        await Eventually.TrueAsync(() => Slave()!.Tables.Any(table => table is { Name: "topics", LastSync: not null }), "its topics too");

        await Cluster.ChangeNodeAsync("broker-a", NodeAction.Kill, CancellationToken.None);
        var topic = await Cluster.Admin.GetTopicAsync("orders", CancellationToken.None);

        topic.Queues.ShouldHaveSingleItem().MaxOffset.ShouldBe(1);
        var reading = topic.SlaveReadings.ShouldHaveSingleItem();
        (reading.Broker, reading.Node, reading.SecondsBehind).ShouldBe(("broker-a", "broker-a-1", 0.0));
    }

    [Fact]
    public async Task KillAndStart_OfASlave_LeavesItsMasterAlone()
    {
        await StartAsync(Settings(slaves: 1));

        await Cluster.ChangeNodeAsync("broker-a-1", NodeAction.Kill, CancellationToken.None);
        var killed = Cluster.Nodes.ToDictionary(node => node.Name, node => node.State);
        await Cluster.ChangeNodeAsync("broker-a-1", NodeAction.Start, CancellationToken.None);

        (killed["broker-a"], killed["broker-a-1"]).ShouldBe((NodeState.Running, NodeState.Killed));
        Cluster.Nodes.ShouldAllBe(node => node.State == NodeState.Running);
    }

    [Theory]
    [InlineData("Async", BrokerRole.AsyncMaster)]
    [InlineData("sync", BrokerRole.SyncMaster)]
    public void Settings_OfMasterAndSlave_TellBothWhereToMeet(string replication, object role)
    {
        var options = Settings(slaves: 1);
        options.Brokers[0].Replication = replication;
        var addresses = EmbeddedAddresses.Of(options);

        var master = EmbeddedNodes.Broker(options, addresses, addresses.Brokers[0]);
        var slave = EmbeddedNodes.Broker(options, addresses, addresses.Brokers[1]);

        (master.Role, master.BrokerId, master.HaAddress, master.MasterHaAddress).ShouldBe(
            ((BrokerRole)role, 0, "127.0.0.1:10912", null));
        (slave.Role, slave.BrokerId, slave.BrokerName, slave.HaAddress).ShouldBe((BrokerRole.Slave, 1, "broker-a", null));
        (slave.MasterAddress, slave.MasterHaAddress).ShouldBe((master.Address, master.HaAddress));
        (slave.Address, slave.StoreFolder).ShouldBe(("127.0.0.1:11011", Path.Combine(_folder, "broker-a-1")));
        slave.HaReconnectDelay.ShouldBe(TimeSpan.FromSeconds(1));
        (master.SlaveReadEnable, slave.SlaveReadEnable).ShouldBe((true, true));
    }

    [Fact]
    public void ReplicationPorts_AreThoseOfBrokersWithSlavesAndTcp()
    {
        var options = Settings(slaves: 1);
        options.Brokers[0].Port = 10911;
        options.Brokers[1].Port = 10921;
        options.Brokers.Add(new EmbeddedBrokerOptions { Name = "broker-c", Port = -1, Slaves = 1 });

        var ports = EmbeddedPorts.ForReplication(options, EmbeddedAddresses.Of(options));

        ports.ShouldHaveSingleItem().Value.Endpoint.ShouldBe("127.0.0.1:10912");
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            await ((IAsyncDisposable)_host).DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private ReplicationNode? Slave() =>
        Cluster.Admin.ReadReplicationAsync(CancellationToken.None).Result.Nodes.FirstOrDefault(node => node.Node == "broker-a-1");

    private Task SendAsync() => Cluster.Admin.SendAsync(new() { Topic = "orders", Body = new byte[] { 1 } }, 1, CancellationToken.None);

    private IEnumerable<string> Names() =>
        Cluster.Nodes.Select(node => node.IsNameServer ? node.Name : $"{node.Name} {node.Role}");

    private Task StartAsync(EmbeddedClusterOptions settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddEmbeddedCluster(settings);
        _host = builder.Build();
        return _host.StartAsync();
    }

    private EmbeddedClusterOptions Settings(int slaves) => new()
    {
        BrokersFolder = _folder,
        NameServerPort = -1,
        Brokers =
        {
            new EmbeddedBrokerOptions { Name = "broker-a", Port = -1, Slaves = slaves },
            new EmbeddedBrokerOptions { Name = "broker-b", Port = -1 },
        },
    };
}
