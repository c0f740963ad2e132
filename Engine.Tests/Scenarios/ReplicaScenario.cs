using System.Net;
using Engine.Broker;
using Engine.Client;
using Engine.Client.Consuming;
using Engine.Client.Producing;
using Engine.Hosting;
using Engine.NameServer;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;
using Engine.Remoting.Inbound;
using Engine.Remoting.Outbound;
using Engine.Remoting.Transports;
using Engine.Tests.Persistence;
using Engine.Tests.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Scenarios;

/// <summary>A name server, a master and its slave, each of which the scenario can end and start, under a clock that it drives.</summary>
internal sealed class ReplicaScenario : IAsyncDisposable
{
    internal const string Topic = "Orders";
    internal const string Group = "billing";
    internal const int Queues = 4;
    internal const string MasterAddress = "127.0.0.1:10911";
    internal const string SlaveAddress = "127.0.0.1:11011";

    private const string NameServerAddress = "127.0.0.1:9876";
    private const string HaAddress = "127.0.0.1:10912";

    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly InProcessStreams _streams = new();
    private readonly InProcessNetwork _network;
    private readonly NameServerNode _nameServer;
    private readonly ClientContext _context;
    private readonly RemotingClient _operator;
    private readonly Func<BrokerOptions, BrokerOptions> _change;
    private readonly List<PushConsumer> _consumers = [];
    private Producer? _producer;

    private ReplicaScenario(Func<BrokerOptions, BrokerOptions> change)
    {
        _change = change;
        _network = new InProcessNetwork(Clock, NullLogger.Instance);
        Pump = new ClockPump(Clock);
        _nameServer = new NameServerNode(
            new NameServerOptions { Address = NameServerAddress }, _network, Clock, NullLoggerFactory.Instance);
        _context = ClientContexts.Make(_network, [NameServerAddress], IPAddress.Loopback, Clock, NullLoggerFactory.Instance);
        _operator = new RemotingClient(_network, new RequestDispatcher([], NullLogger.Instance, Clock), Clock, NullLogger.Instance);
    }

    internal FakeTimeProvider Clock { get; } = new();

    internal ClockPump Pump { get; }

    internal BrokerNode Master { get; private set; } = null!;

    internal BrokerNode Slave { get; private set; } = null!;

    /// <summary>Both run, and know the topic.</summary>
    internal static async Task<ReplicaScenario> StartAsync(Func<BrokerOptions, BrokerOptions>? change = null)
    {
        var scenario = new ReplicaScenario(change ?? (options => options));
        await scenario._nameServer.StartAsync(CancellationToken.None);
        await scenario.StartMasterAsync();
        await scenario.StartSlaveAsync();
        await scenario.AskOkAsync(MasterAddress, RemotingCommand.Request(RequestCode.UpdateAndCreateTopic, new CreateTopicHeader
        {
            Topic = Topic,
            ReadQueueNums = Queues,
            WriteQueueNums = Queues,
            Perm = 6,
        }));
        await scenario.SyncedAsync();
        return scenario;
    }

    internal async Task StartMasterAsync()
    {
        Master = Node(Options("master", MasterAddress) with { HaAddress = HaAddress });
        await Master.StartAsync(CancellationToken.None);
    }

    internal async Task StartSlaveAsync()
    {
        Slave = Node(Options("slave", SlaveAddress) with { BrokerId = 1, Role = BrokerRole.Slave });
        await Slave.StartAsync(CancellationToken.None);
    }

    internal Task<RemotingCommand> AskAsync(string address, RemotingCommand question) =>
        _operator.CallAsync(address, question, CallTimeout, CancellationToken.None);

    internal async Task<RemotingCommand> AskOkAsync(string address, RemotingCommand question)
    {
        var answer = await AskAsync(address, question);
        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        return answer;
    }

    /// <summary>Sends numbered messages round the queues.</summary>
    internal async Task SendAsync(int count)
    {
        if (_producer is null)
        {
            _producer = new Producer(new ProducerOptions { Group = "producers" }, _context);
            await _producer.StartAsync(CancellationToken.None);
        }

        for (var number = 0; number < count; number++)
        {
            var message = new Message { Topic = Topic, Body = BitConverter.GetBytes(number) };
            (await _producer.SendAsync(message, CancellationToken.None)).Status.ShouldBe(SendStatus.SendOk);
        }
    }

    internal async Task<PushConsumer> StartConsumerAsync(
        IMessageListener listener, Func<PushConsumerOptions, PushConsumerOptions>? with = null)
    {
        var options = ScenarioCluster.OptionsOf(Group, Topic);
        var consumer = new PushConsumer(with?.Invoke(options) ?? options, listener, _context);
        _consumers.Add(consumer);
        await consumer.StartAsync(CancellationToken.None);
        return consumer;
    }

    internal async Task StopAsync(PushConsumer consumer)
    {
        _consumers.Remove(consumer);
        await consumer.DisposeAsync();
    }

    /// <summary>The slave has every byte of the master's log.</summary>
    internal Task CaughtUpAsync() => Pump.UntilAsync(
        () => Task.FromResult(Slave.Tables.Store.MaxPhysicalOffset == Master.Tables.Store.MaxPhysicalOffset),
        () => $"the slave's log to end at {Master.Tables.Store.MaxPhysicalOffset}; it ends at {Slave.Tables.Store.MaxPhysicalOffset}");

    /// <summary>The slave's topics and offsets are the master's.</summary>
    internal Task SyncedAsync() => Pump.UntilAsync(
        () => Task.FromResult(
            Slave.Tables.Topics.Version == Master.Tables.Topics.Version && Total(Slave) == Total(Master)),
        () => $"the slave's offsets to be the master's {Total(Master)}; they are {Total(Slave)}");

    /// <summary>The sum of the group's offsets on a broker.</summary>
    internal static long Total(BrokerNode broker) => broker.Tables.Offsets.OfTopic(Group, Topic).Values.Sum();

    internal Task UntilReportedAsync(long total) => Pump.UntilAsync(
        () => Task.FromResult(Total(Master) == total), () => $"offsets of {total} in all at the master; there are {Total(Master)}");

    internal Task UntilReceivedAsync(RecordingListener listener, int count) => Pump.UntilAsync(
        listener.ReceivedAsync(count), $"{count} messages; there came {listener.Received.Count}");

    /// <summary>The ids of the broker in the topic's route, which has all its queues.</summary>
    internal async Task<IEnumerable<long>> RouteAsync()
    {
        var answer = await AskOkAsync(
            NameServerAddress, RemotingCommand.Request(RequestCode.GetRouteInfoByTopic, new RouteHeader { Topic = Topic }));
        var route = answer.ReadBody<TopicRouteBody>();
        route.QueueDatas.ShouldHaveSingleItem().ReadQueueNums.ShouldBe(Queues);
        return route.BrokerDatas.ShouldHaveSingleItem().BrokerAddrs.Keys.Order();
    }

    /// <summary>How a broker's replication stands.</summary>
    internal async Task<BrokerHaStatusBody> HaStatusAsync(string address) =>
        (await AskOkAsync(address, RemotingCommand.Request(RequestCode.GetBrokerHaStatus))).ReadBody<BrokerHaStatusBody>();

    public async ValueTask DisposeAsync()
    {
        foreach (var consumer in _consumers)
            await consumer.AbortAsync(ConsumerAbort.CloseChannel);

        if (_producer is not null)
            await _producer.DisposeAsync();

        await _operator.DisposeAsync();
        await Slave.DisposeAsync();
        await Master.DisposeAsync();
        await _nameServer.DisposeAsync();
        _folder.Dispose();
    }

    private BrokerOptions Options(string folder, string address) => _change(new BrokerOptions
    {
        ClusterName = "embedded",
        BrokerName = "broker-a",
        Address = address,
        NameServers = [NameServerAddress],
        StoreFolder = _folder.File(folder),
        CommitLogFileBytes = 1024 * 1024,
        ConsumeQueueFileBytes = 20_000,
        SlaveReadEnable = true,
    });

    private BrokerNode Node(BrokerOptions options) =>
        new(options, new BrokerNetwork(_network, _streams), Clock, NullLoggerFactory.Instance, random: new Random(7));
}
