using System.Net;
using Engine.Client;
using Engine.Client.Consuming;
using Engine.Client.Instance;
using Engine.Client.Producing;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;
using Engine.Remoting.Inbound;
using Engine.Remoting.Transports;
using Engine.Tests.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Client;

/// <summary>A scripted name server and two scripted brokers on an in-process network, under a clock that the test moves.</summary>
internal sealed class FakeCluster : IAsyncDisposable
{
    internal const string Topic = "TopicA";
    internal const string Group = "GroupA";

    private readonly Dictionary<string, TopicRouteBody> _routes = [];
    private readonly List<IAsyncDisposable> _open = [];
    private readonly List<PushConsumer> _consumers = [];

    private FakeCluster()
    {
        Network = new InProcessNetwork(Clock, NullLogger.Instance);
        NameServer.On(RequestCode.GetRouteInfoByTopic, Route);
        Context = new ClientContext
        {
            Transport = Network,
            NameServers = [NameServer.Address],
            TimeProvider = Clock,
            LoggerFactory = NullLoggerFactory.Instance,
            ClientIds = new ClientIdSource(IPAddress.Parse("10.0.0.7"), 4711),
            UniqueKeys = new UniqueKeyGenerator(Clock, IPAddress.Parse("10.0.0.7"), 4711, 1),
            Random = _ => 0,
        };
    }

    internal FakeTimeProvider Clock { get; } = new();

    internal InProcessNetwork Network { get; }

    internal ScriptedNode NameServer { get; } = new("127.0.0.1:9876");

    internal FakeBroker A { get; } = new("broker-a", "127.0.0.1:10911");

    internal FakeBroker B { get; } = new("broker-b", "127.0.0.1:10921");

    internal ClientContext Context { get; init; }

    internal static async Task<FakeCluster> StartAsync(int queuesOnA = 0, int queuesOnB = 0)
    {
        var cluster = new FakeCluster();
        await cluster.ListenAsync(cluster.NameServer);
        await cluster.ListenAsync(cluster.A.Node);
        await cluster.ListenAsync(cluster.B.Node);
        if (queuesOnA + queuesOnB > 0)
            cluster.SetRoute(Topic, (cluster.A, queuesOnA), (cluster.B, queuesOnB));

        return cluster;
    }

    internal static TopicRouteBody RouteOf(params (FakeBroker Broker, int Queues)[] parts) => new()
    {
        QueueDatas =
        [
            .. from part in parts
               where part.Queues > 0
               select new QueueData { BrokerName = part.Broker.Name, ReadQueueNums = part.Queues, WriteQueueNums = part.Queues, Perm = 6 },
        ],
        BrokerDatas =
        [
            .. from part in parts
               where part.Queues > 0
               select new BrokerData
               {
                   Cluster = "c",
                   BrokerName = part.Broker.Name,
                   BrokerAddrs = new Dictionary<long, string> { [0] = part.Broker.Address },
               },
        ],
    };

    internal void SetRoute(string topic, params (FakeBroker Broker, int Queues)[] parts) => SetRoute(topic, RouteOf(parts));

    internal void SetRoute(string topic, TopicRouteBody route)
    {
        lock (_routes)
            _routes[topic] = route;
    }

    internal async Task<IAsyncDisposable> ListenAsync(ScriptedNode node)
    {
        var listener = await Network.ListenAsync(node.Address, node, CancellationToken.None);
        _open.Add(listener);
        return listener;
    }

    internal ClientInstance NewInstance()
    {
        var instance = new ClientInstance(Context, null);
        _open.Add(instance);
        return instance;
    }

    internal async Task<Producer> StartProducerAsync(ProducerOptions? options = null)
    {
        var producer = new Producer(options ?? new ProducerOptions { Group = "ProducersA" }, Context);
        _open.Add(producer);
        await producer.StartAsync(CancellationToken.None);
        return producer;
    }

    internal PushConsumer NewConsumer(IMessageListener listener, Func<PushConsumerOptions, PushConsumerOptions>? with = null) =>
        Known(new PushConsumer(OptionsOf(with), listener, Context));

    internal PushConsumer NewConsumer(IOrderlyMessageListener listener, Func<PushConsumerOptions, PushConsumerOptions>? with = null) =>
        Known(new PushConsumer(OptionsOf(with), listener, Context));

    internal async Task<PushConsumer> StartConsumerAsync(
        IMessageListener listener,
        Func<PushConsumerOptions, PushConsumerOptions>? with = null)
    {
        var consumer = NewConsumer(listener, with);
        await consumer.StartAsync(CancellationToken.None);
        return consumer;
    }

    internal async Task<PushConsumer> StartConsumerAsync(
        IOrderlyMessageListener listener,
        Func<PushConsumerOptions, PushConsumerOptions>? with = null)
    {
        var consumer = NewConsumer(listener, with);
        await consumer.StartAsync(CancellationToken.None);
        return consumer;
    }

    public async ValueTask DisposeAsync()
    {
        // A stop would wait, by the test's clock, for listener calls that a failed test never ends.
        foreach (var consumer in _consumers)
            await consumer.AbortAsync(ConsumerAbort.CloseChannel);

        foreach (var open in _open.AsEnumerable().Reverse())
            await open.DisposeAsync();
    }

    private static PushConsumerOptions OptionsOf(Func<PushConsumerOptions, PushConsumerOptions>? with)
    {
        var options = new PushConsumerOptions
        {
            Group = Group,
            Subscriptions = new Dictionary<string, string> { [Topic] = "*" },
            ConsumeFromWhere = ConsumeFromWhere.FirstOffset,
        };
        return with is null ? options : with(options);
    }

    private PushConsumer Known(PushConsumer consumer)
    {
        _consumers.Add(consumer);
        return consumer;
    }

    private RemotingCommand Route(InboundRequest request)
    {
        var topic = request.Command.ReadHeader<TopicHeader>().Topic;
        lock (_routes)
        {
            return _routes.TryGetValue(topic, out var route)
                ? RemotingCommand.Success(body: route)
                : RemotingCommand.Answer(ResponseCode.TopicNotExist, $"No topic route info in name server for the topic: {topic}");
        }
    }
}
