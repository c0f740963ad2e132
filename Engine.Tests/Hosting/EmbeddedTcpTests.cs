using System.Net;
using System.Net.Sockets;
using Engine.Admin.Clusters;
using Engine.Admin.Offsets;
using Engine.Client.Consuming;
using Engine.Hosting;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;
using Engine.Tests.Broker;
using Engine.Tests.Client;
using Engine.Tests.Scenarios;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Engine.Tests.Hosting;

/// <summary>The embedded cluster on TCP ports of this machine, used from a network of its own.</summary>
public sealed class EmbeddedTcpTests : IDisposable
{
    private const string Topic = "orders";
    private const string Group = "billing";

    private readonly string _folder = Directory.CreateTempSubdirectory("console-tcp-").FullName;

    [Fact]
    public async Task AnyPorts_AreToldAsTheyAreAndListenedOn()
    {
        using var host = await StartAsync(Settings(0, 0, 0));
        var cluster = ClusterOf(host);
        await using var outside = new OutsideClients(cluster);

        var answer = await outside.CallAsync(cluster.NameServers.Single(), RemotingCommand.Request(RequestCode.GetBrokerClusterInfo));

        answer.Code.ShouldBe(ResponseCode.Success);
        foreach (var node in cluster.Nodes)
            (await outside.CallAsync(node.Address, RemotingCommand.Request(-7))).Code.ShouldBe(ResponseCode.RequestCodeNotSupported);

        await host.StopAsync();
    }

    [Fact]
    public async Task ClientsFromOutside_ProduceConsumeRetryAndFollowAReset()
    {
        using var host = await StartAsync(Settings(0, 0, 0));
        var cluster = ClusterOf(host);
        await cluster.Admin.CreateTopicAsync(new(Topic, 2), CancellationToken.None);
        await using var outside = new OutsideClients(cluster);
        var listener = new RetryingListener();
        await outside.StartConsumerAsync(Group, Topic, listener);
        var producer = await outside.StartProducerAsync();

        for (var number = 0; number < 40; number++)
            await producer.SendAsync(new Message { Topic = Topic, Body = BitConverter.GetBytes(number) }, CancellationToken.None);

        await Soon.Within(listener.Kept.ReceivedAsync(41), "40 messages, and the first once more");
        listener.Kept.Received.Count(message => message.ReconsumeTimes == 1).ShouldBe(1);
        await Eventually.TrueAsync(
            () => ReadAsync(cluster).Result.All(queue => queue.ConsumerOffset == queue.BrokerOffset), "all is reported");

        var targets = (await ReadAsync(cluster)).Select(queue => new QueueResetTarget(queue.Queue, 0)).ToList();
        var rows = await cluster.Admin.ResetOffsetsAsync(Group, targets, CancellationToken.None);

        rows.ShouldAllBe(row => row.After == 0 && row.Error == null);
        await Soon.Within(listener.Kept.ReceivedAsync(81), "every message a second time", TimeSpan.FromSeconds(40));
        await host.StopAsync();
    }

    [Fact]
    public async Task Broker_StoppedAndStarted_IsFoundAgainAtItsPort()
    {
        using var host = await StartAsync(Settings(-1, 0));
        var cluster = ClusterOf(host);
        await using var outside = new OutsideClients(cluster);
        var address = cluster.Nodes[1].Address;
        var request = RemotingCommand.Request(RequestCode.GetAllTopicConfig);
        (await outside.CallAsync(address, request)).Code.ShouldBe(ResponseCode.Success);

        await cluster.ChangeNodeAsync("broker-a", NodeAction.Stop, CancellationToken.None);
        await Should.ThrowAsync<Engine.Remoting.Outbound.RemotingException>(outside.CallAsync(address, request));
        await cluster.ChangeNodeAsync("broker-a", NodeAction.Start, CancellationToken.None);

        (await outside.CallAsync(address, request)).Code.ShouldBe(ResponseCode.Success);
        await host.StopAsync();
    }

    [Fact]
    public async Task SecondPort_ServesAllButPulls()
    {
        var port = FreePortWithSecond();
        using var host = await StartAsync(Settings(-1, port));
        await using var outside = new OutsideClients(ClusterOf(host));
        var second = $"127.0.0.1:{port - 2}";

        (await outside.CallAsync(second, RemotingCommand.Request(RequestCode.GetAllTopicConfig))).Code.ShouldBe(ResponseCode.Success);
        var pull = await outside.CallAsync(second, RemotingCommand.Request(RequestCode.PullMessage, new TopicHeader { Topic = Topic }));

        (pull.Code, pull.Remark).ShouldBe((ResponseCode.RequestCodeNotSupported, " request type 11 not supported"));
        await host.StopAsync();
    }

    [Fact]
    public async Task Accounts_StandBeforeThePortsAndNotBeforeTheProcess()
    {
        var settings = Settings(0, 0);
        settings.Acl.Enabled = true;
        settings.Acl.Accounts.Add(new EmbeddedAclAccount { AccessKey = "app", SecretKey = "12345678" });
        using var host = await StartAsync(settings);
        await using var outside = new OutsideClients(ClusterOf(host));

        var answer = await outside.CallAsync(ClusterOf(host).Nodes[1].Address, RemotingCommand.Request(RequestCode.GetAllTopicConfig));

        answer.Code.ShouldBe(ResponseCode.NoPermission);
        await ClusterOf(host).Admin.CreateTopicAsync(new(Topic, 2), CancellationToken.None);
        await host.StopAsync();
    }

    [Fact]
    public async Task NoTcp_TheClusterRunsInsideItsProcess()
    {
        using var host = await StartAsync(Settings(-1, -1));

        ClusterOf(host).NameServers.Single().ShouldBe("127.0.0.1:9876");
        (await ClusterOf(host).Admin.GetClusterAsync(CancellationToken.None)).Brokers.ShouldHaveSingleItem();
        await host.StopAsync();
    }

    [Fact]
    public async Task PortTaken_StartSaysWhichKeyAndWhatToDo()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;

        var failure = await Should.ThrowAsync<IOException>(() => StartAsync(Settings(-1, port)));

        failure.Message.ShouldBe(
            $"Console:Embedded:Brokers:0:Port: 127.0.0.1:{port} is in use by another listener; stop that one, or choose another port "
            + "(0 = any free one, -1 = no TCP).");
    }

    [Fact]
    public async Task BindAddressOfAnotherMachine_StartSaysSo()
    {
        var settings = Settings(-1, 0);
        (settings.BindAddress, settings.AllowAnonymous) = ("192.0.2.77", true);

        var failure = await Should.ThrowAsync<IOException>(() => StartAsync(settings));

        failure.Message.ShouldStartWith("Console:Embedded:BindAddress: 192.0.2.77 has no free port");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<IReadOnlyList<Engine.Admin.Statistics.QueueFigures>> ReadAsync(IEmbeddedCluster cluster) =>
        [.. ScenarioCluster.OfTopic(await cluster.Admin.ReadGroupProgressAsync(Group, CancellationToken.None), Topic)];

    private static int FreePortWithSecond()
    {
        using var second = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        second.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)second.LocalEndPoint!).Port + 2;
    }

    private static IEmbeddedCluster ClusterOf(IHost host) => host.Services.GetRequiredService<IEmbeddedCluster>();

    private static async Task<IHost> StartAsync(EmbeddedClusterOptions options)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddEmbeddedCluster(options);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private EmbeddedClusterOptions Settings(int nameServerPort, params int[] brokerPorts)
    {
        var options = new EmbeddedClusterOptions { BrokersFolder = Path.Combine(_folder, "brokers"), NameServerPort = nameServerPort };
        for (var index = 0; index < brokerPorts.Length; index++)
            options.Brokers.Add(new EmbeddedBrokerOptions { Name = $"broker-{(char)('a' + index)}", Port = brokerPorts[index] });

        return options;
    }

    /// <summary>Fails the first message once, to be had again after a second.</summary>
    private sealed class RetryingListener : IMessageListener
    {
        private int _failed;

        internal RecordingListener Kept { get; } = new();

        public async ValueTask<ConsumeStatus?> ConsumeAsync(
            IReadOnlyList<MessageExt> messages, ConsumeContext context, CancellationToken cancellationToken)
        {
            await Kept.ConsumeAsync(messages, context, cancellationToken);
            context.DelayLevelWhenNextConsume = 1;
            return Interlocked.Exchange(ref _failed, 1) == 0 ? ConsumeStatus.ReconsumeLater : ConsumeStatus.Success;
        }
    }
}
