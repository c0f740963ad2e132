using Engine.Admin;
using Engine.Admin.Clusters;
using Engine.Hosting;
using Engine.Protocol.Messages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Engine.Tests.Hosting;

/// <summary>Nodes of the embedded cluster that end and start again while the others run.</summary>
public sealed class EmbeddedNodeTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("console-nodes-").FullName;
    private IHost _host = null!;

    private IEmbeddedCluster Cluster => _host.Services.GetRequiredService<IEmbeddedCluster>();

    public async Task InitializeAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddEmbeddedCluster(new EmbeddedClusterOptions
        {
            BrokersFolder = _folder,
            NameServerPort = -1,
            Brokers =
            {
                new EmbeddedBrokerOptions { Name = "broker-a", Port = -1 },
                new EmbeddedBrokerOptions { Name = "broker-b", Port = -1 },
            },
        });
        _host = builder.Build();
        await _host.StartAsync();
        await Cluster.Admin.CreateTopicAsync(new("orders", 1), CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Stop_Broker_LeavesTheNameServerAndTheOthersGoOn()
    {
        await ChangeAsync("broker-b", NodeAction.Stop);

        StateOf("broker-b").ShouldBe(NodeState.Stopped);
        Cluster.IsReady.ShouldBeTrue();
        (await BrokersAsync()).ShouldBe(["broker-a"]);
        (await SendAsync()).ShouldBe(1);
        IsAbortLeft("broker-b").ShouldBeFalse("it was closed cleanly");
    }

    [Theory]
    [InlineData(NodeAction.Stop)]
    [InlineData(NodeAction.Kill)]
    public async Task Start_BrokerThatEnded_ServesItsMessagesAgain(NodeAction end)
    {
        await ChangeAsync("broker-a", NodeAction.Stop);
        (await SendAsync()).ShouldBe(1);

        await ChangeAsync("broker-b", end);
        IsAbortLeft("broker-b").ShouldBe(end == NodeAction.Kill, "a killed store is not closed cleanly");
        await ChangeAsync("broker-a", NodeAction.Start);
        await ChangeAsync("127.0.0.1:10921", NodeAction.Start);

        (await BrokersAsync()).ShouldBe(["broker-a", "broker-b"]);
        var topic = await Cluster.Admin.GetTopicAsync("orders", CancellationToken.None);
        topic.Queues.Single(queue => queue.Broker == "broker-b").MaxOffset.ShouldBe(1);
    }

    [Fact]
    public async Task Kill_NameServer_LeavesNobodyToAskUntilItStarts()
    {
        await ChangeAsync(NodeView.NameServer, NodeAction.Kill);

        (await Should.ThrowAsync<AdminException>(BrokersAsync)).Kind.ShouldBe(AdminErrorKind.Unreachable);
        await ChangeAsync(NodeView.NameServer, NodeAction.Start);
        (await BrokersAsync()).ShouldBeEmpty("the brokers register again in their turn");
    }

    [Theory]
    [InlineData("broker-a", NodeAction.Start, AdminErrorKind.Conflict)]
    [InlineData("broker-c", NodeAction.Stop, AdminErrorKind.NodeNotFound)]
    public async Task Change_NotPossible_SaysSo(string node, NodeAction action, AdminErrorKind kind)
    {
        var failure = await Should.ThrowAsync<AdminException>(() => ChangeAsync(node, action));

        failure.Kind.ShouldBe(kind);
        failure.Message.ShouldContain(node);
    }

    [Fact]
    public async Task Change_TwiceAtOnce_IsDoneOnce()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            try
            {
                await ChangeAsync("broker-b", NodeAction.Stop);
                return true;
            }
            catch (AdminException exception) when (exception.Kind == AdminErrorKind.Conflict)
            {
                return false;
            }
        }));

        outcomes.Count(isDone => isDone).ShouldBe(1);
    }

    [Fact]
    public async Task Start_FolderTakenMeanwhile_SaysWhyAndStaysStopped()
    {
        await ChangeAsync("broker-b", NodeAction.Stop);
        Directory.Delete(Path.Combine(_folder, "broker-b"), recursive: true);
        await File.WriteAllTextAsync(Path.Combine(_folder, "broker-b"), "no folder");

        var failure = await Should.ThrowAsync<AdminException>(() => ChangeAsync("broker-b", NodeAction.Start));

        failure.Kind.ShouldBe(AdminErrorKind.Refused);
        StateOf("broker-b").ShouldBe(NodeState.Stopped);
        File.Delete(Path.Combine(_folder, "broker-b"));
        await ChangeAsync("broker-b", NodeAction.Start);
        StateOf("broker-b").ShouldBe(NodeState.Running);
    }

    [Fact]
    public async Task Change_ClusterStopped_IsNotReady()
    {
        await _host.StopAsync();

        (await Should.ThrowAsync<AdminException>(() => ChangeAsync("broker-b", NodeAction.Start))).Kind.ShouldBe(AdminErrorKind.NotReady);
        StateOf("broker-b").ShouldBe(NodeState.Stopped);
    }

    [Fact]
    public async Task Runtimes_TwoBrokers_AreReadThroughTheAdmin()
    {
        var runtimes = await Cluster.Admin.ReadRuntimesAsync(CancellationToken.None);
        var config = await Cluster.Admin.ReadBrokerConfigAsync("broker-b", CancellationToken.None);

        runtimes.Select(runtime => (runtime.Broker.Name, runtime.Text("brokerVersionDesc"), runtime.Problem))
            .ShouldBe([("broker-a", "V4_9_8", null), ("broker-b", "V4_9_8", null)]);
        config.Settings.ShouldContain(new BrokerSetting("brokerName", "broker-b"));
    }

    private Task ChangeAsync(string node, NodeAction action) => Cluster.ChangeNodeAsync(node, action, CancellationToken.None);

    private NodeState StateOf(string node) => Cluster.Nodes.Single(one => one.Name == node).State;

    private bool IsAbortLeft(string broker) => File.Exists(Path.Combine(_folder, broker, "abort"));

    private async Task<IEnumerable<string>> BrokersAsync() =>
        (await Cluster.Admin.GetClusterAsync(CancellationToken.None)).Brokers.Select(broker => broker.Name);

    private async Task<long> SendAsync() =>
        (await Cluster.Admin.SendAsync(new Message { Topic = "orders", Body = new byte[] { 1 } }, 1, CancellationToken.None)).Sent;
}
