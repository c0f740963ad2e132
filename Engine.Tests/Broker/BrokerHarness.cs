using Engine.Broker;
using Engine.Diagnostics;
using Engine.Protocol;
using Engine.Protocol.Messages;
using Engine.Remoting.Transports;
using Engine.Tests.Persistence;
using Engine.Tests.Remoting;
using Engine.Tests.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Broker;

/// <summary>One broker on the in-process transport with a clock of the test's own, and a name server that only listens.</summary>
internal sealed class BrokerHarness : IAsyncDisposable
{
    internal const string Address = "127.0.0.1:10911";
    internal const string NameServerAddress = "127.0.0.1:9876";
    internal const string BrokerName = "broker-a";

    private readonly TemporaryFolder _folder = new();
    private readonly List<BrokerClient> _clients = [];

    private BrokerHarness()
    {
        Network = new InProcessNetwork(Clock, NullLogger.Instance);
        Options = new BrokerOptions
        {
            ClusterName = "embedded",
            BrokerName = BrokerName,
            Address = Address,
            NameServers = [NameServerAddress],
            StoreFolder = _folder.File("store"),
            CommitLogFileBytes = 1024 * 1024,
            ConsumeQueueFileBytes = 20_000,
        };
    }

    internal EngineMeter? Meter { get; private init; }

    internal FakeTimeProvider Clock { get; } = new();

    internal BrokerLog Log { get; } = new();

    internal InProcessNetwork Network { get; }

    internal InProcessStreams Streams { get; } = new();

    internal BrokerNetwork BrokerNetwork => new(Network, Streams);

    internal ScriptedDispatcher NameServer { get; } = new();

    internal BrokerOptions Options { get; private set; }

    internal BrokerNode Broker { get; private set; } = null!;

    internal BrokerTables Tables => Broker.Tables;

    internal string OffsetFile => Path.Combine(Options.StoreFolder, "config", "consumerOffset.json");

    internal static async Task<BrokerHarness> StartAsync(Func<BrokerOptions, BrokerOptions>? change = null, EngineMeter? meter = null)
    {
        var harness = new BrokerHarness { Meter = meter };
        harness.Options = change?.Invoke(harness.Options) ?? harness.Options;
        await harness.Network.ListenAsync(NameServerAddress, harness.NameServer, CancellationToken.None);
        await harness.StartBrokerAsync();
        return harness;
    }

    /// <summary>A new node over the same folder.</summary>
    internal async Task StartBrokerAsync()
    {
        Broker = new BrokerNode(Options, BrokerNetwork, Clock, Log, Meter, random: new Random(7));
        await Broker.StartAsync(CancellationToken.None);
    }

    internal async Task RestartAsync()
    {
        await StopBrokerAsync();
        await StartBrokerAsync();
    }

    /// <summary>A new node over the same folder with other settings.</summary>
    internal Task RestartAsync(Func<BrokerOptions, BrokerOptions> change)
    {
        Options = change(Options);
        return RestartAsync();
    }

    internal Task StopBrokerAsync() => Soon.Within(Broker.StopAsync(CancellationToken.None), "the broker to stop");

    internal BrokerClient NewClient(string clientId = "client-1")
    {
        var client = new BrokerClient(Network, Clock, clientId);
        _clients.Add(client);
        return client;
    }

    /// <summary>A client that is a member of the group on the topic, which exists with four queues.</summary>
    internal async Task<BrokerClient> NewConsumerAsync(string clientId = "client-1", string tags = "*")
    {
        var client = NewClient(clientId);
        await client.CreateTopicAsync();
        await client.HeartbeatAsync(tags: tags);
        client.TakeTold();
        return client;
    }

    /// <summary>What a queue holds, from its minimum on, at most one pull's worth.</summary>
    internal IReadOnlyList<MessageExt> Read(string topic, int queueId = 0) =>
        MessageRecordReader.ReadAll(Tables.Store.Get(topic, queueId, Tables.Store.GetBounds(topic, queueId).Min, 32, null).Body);

    /// <summary>Requests of a code that reached the name server.</summary>
    internal List<RemotingCommand> Registrations(int code)
    {
        lock (NameServer.Came)
            return [.. NameServer.Came.Select(request => request.Command).Where(command => command.Code == code)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();

        await StopBrokerAsync();
        _folder.Dispose();
    }
}
