using Engine.Admin;
using Engine.Admin.Statistics;
using Engine.Admin.Topics;
using Engine.Client.Consuming;
using Engine.Client.Producing;
using Engine.Diagnostics;
using Engine.Hosting;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;
using Engine.Remoting.Inbound;
using Engine.Remoting.Outbound;
using Engine.Remoting.Transports;
using Engine.Tests.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Scenarios;

/// <summary>A cluster of two brokers on a folder of its own and a clock that the scenario drives.</summary>
internal sealed class ScenarioCluster : IAsyncDisposable
{
    private readonly Wire _wire;
    private readonly EmbeddedStoreOptions _store;
    private readonly ILoggerFactory _loggers;
    private readonly EngineMeter _meter = new();
    private readonly List<IAsyncDisposable> _clients = [];
    private EmbeddedCluster _cluster;
    private RemotingClient _operator;

    private ScenarioCluster(Wire wire, EmbeddedStoreOptions store, ILoggerFactory loggers)
    {
        _wire = wire;
        _store = store;
        _loggers = loggers;
        Folder = Directory.CreateTempSubdirectory("console-scenario-").FullName;
        Pump = new ClockPump(Clock);
        (_cluster, _operator) = Create();
    }

    internal string Folder { get; }

    internal FakeTimeProvider Clock { get; } = new();

    internal ClockPump Pump { get; }

    internal IClusterAdmin Admin => _cluster.Admin;

    internal IEmbeddedCluster Cluster => _cluster;

    internal IEnumerable<PushConsumer> Consumers => _clients.OfType<PushConsumer>();

    internal static async Task<ScenarioCluster> StartAsync(
        Wire wire, EmbeddedStoreOptions? store = null, ILoggerFactory? loggers = null)
    {
        var cluster = new ScenarioCluster(wire, store ?? new EmbeddedStoreOptions(), loggers ?? NullLoggerFactory.Instance);
        await cluster._cluster.StartAsync(CancellationToken.None);
        return cluster;
    }

    /// <summary>The same with a topic.</summary>
    internal static async Task<ScenarioCluster> StartAsync(
        Wire wire, TopicSettings topic, EmbeddedStoreOptions? store = null, ILoggerFactory? loggers = null)
    {
        var cluster = await StartAsync(wire, store, loggers);
        await cluster.Admin.CreateTopicAsync(topic, CancellationToken.None);
        return cluster;
    }

    /// <summary>Stops everything and starts a new cluster on the same folder, as a new process would.</summary>
    internal async Task RestartAsync()
    {
        await StopClientsAsync();
        await _cluster.StopAsync(CancellationToken.None);
        await _cluster.DisposeAsync();
        await _operator.DisposeAsync();
        (_cluster, _operator) = Create();
        await _cluster.StartAsync(CancellationToken.None);
    }

    /// <summary>Stops the brokers and the name server; the clients stay.</summary>
    internal Task StopNodesAsync() => _cluster.StopAsync(CancellationToken.None);

    internal async Task<Producer> StartProducerAsync(ProducerOptions? options = null)
    {
        var producer = _cluster.CreateProducer(options ?? new ProducerOptions { Group = "producers" });
        _clients.Add(producer);
        await producer.StartAsync(CancellationToken.None);
        return producer;
    }

    internal async Task<PushConsumer> StartConsumerAsync(
        string group, string topic, IMessageListener listener, int concurrency = 20, string tags = "*")
    {
        var options = new PushConsumerOptions
        {
            Group = group,
            Subscriptions = new Dictionary<string, string> { [topic] = tags },
            ConsumeFromWhere = ConsumeFromWhere.FirstOffset,
            ConsumeConcurrency = concurrency,
        };
        return await StartConsumerAsync(options, listener);
    }

    internal static PushConsumerOptions OptionsOf(string group, string topic) => new()
    {
        Group = group,
        Subscriptions = new Dictionary<string, string> { [topic] = "*" },
        ConsumeFromWhere = ConsumeFromWhere.FirstOffset,
    };

    internal Task<PushConsumer> StartConsumerAsync(PushConsumerOptions options, IMessageListener listener) =>
        StartAsync(_cluster.CreatePushConsumer(options, listener));

    internal Task<PushConsumer> StartConsumerAsync(PushConsumerOptions options, IOrderlyMessageListener listener) =>
        StartAsync(_cluster.CreatePushConsumer(options, listener));

    /// <summary>Asks broker-a, as the tools of operators do.</summary>
    internal Task<RemotingCommand> AskBrokerAsync(RemotingCommand question) =>
        _operator.CallAsync("127.0.0.1:10911", question, TimeSpan.FromSeconds(20), CancellationToken.None);

    /// <summary>Sends numbered messages, one after the other, round the topic's queues.</summary>
    internal async Task SendAsync(string topic, int count)
    {
        var producer = await StartProducerAsync();
        for (var number = 0; number < count; number++)
        {
            var message = new Message { Topic = topic, Body = BitConverter.GetBytes(number) };
            var result = await producer.SendAsync(message, CancellationToken.None);
            result.Status.ShouldBe(SendStatus.SendOk);
        }
    }

    internal Task<GroupFigures> ReadAsync(string group) => Admin.ReadGroupProgressAsync(group, CancellationToken.None);

    /// <summary>The group's figures once they are as wanted; the clock is driven meanwhile.</summary>
    internal Task<GroupFigures> UntilAsync(string group, Func<GroupFigures, bool> wanted, string what) =>
        UntilAsync(group, wanted, () => what);

    internal async Task<GroupFigures> UntilAsync(string group, Func<GroupFigures, bool> wanted, Func<string> what)
    {
        GroupFigures? last = null;
        await Pump.UntilAsync(
            async () =>
            {
                last = await ReadOrNullAsync(group);
                return last is not null && wanted(last);
            },
            () => $"{what()}; last seen: {Describe(last)}");
        return last!;
    }

    /// <summary>The group's figures once it has consumed everything and its offsets are at the brokers.</summary>
    internal Task<GroupFigures> UntilDrainedAsync(string group, string topic) =>
        UntilAsync(group, figures => OfTopic(figures, topic).All(queue => QueueLag.Of(queue) == 0), $"{group} has consumed all of {topic}");

    internal static IEnumerable<QueueFigures> OfTopic(GroupFigures figures, string topic) =>
        figures.Queues.Where(queue => queue.Queue.Topic == topic);

    /// <summary>
    /// Whether no queue is held by two consumers, as it may be for a moment while queues change hands: both get what comes then.
    /// </summary>
    internal bool IsHeldOnce(string topic) =>
        Consumers.SelectMany(consumer => consumer.AssignedQueues.Where(queue => queue.Topic == topic))
            .GroupBy(queue => queue)
            .All(held => held.Count() == 1);

    internal static long? Lag(GroupFigures figures, string topic) =>
        KnownSum.Of(OfTopic(figures, topic).Select(QueueLag.Of));

    internal async Task StopAsync(IAsyncDisposable client)
    {
        _clients.Remove(client);
        await client.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopClientsAsync();
        await _operator.DisposeAsync();
        await _cluster.DisposeAsync();
        _meter.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task<PushConsumer> StartAsync(PushConsumer consumer)
    {
        _clients.Add(consumer);
        await consumer.StartAsync(CancellationToken.None);
        return consumer;
    }

    private (EmbeddedCluster Cluster, RemotingClient Operator) Create()
    {
        var options = new EmbeddedClusterOptions
        {
            BrokersFolder = Path.Combine(Folder, "brokers"),
            ClientsFolder = Path.Combine(Folder, "clients"),
            Store = _store,
            Brokers = { new EmbeddedBrokerOptions { Name = "broker-a" }, new EmbeddedBrokerOptions { Name = "broker-b", Port = 10921 } },
        };
        ITransport transport = _wire switch
        {
            Wire.Codec => new CodecNetwork(Clock, NullLogger.Instance),
            Wire.Foreign49 => new ForeignNetwork(Clock, isServerSide: false),
            Wire.Foreign53 => new ForeignNetwork(Clock, isServerSide: true),
            _ => new InProcessNetwork(Clock, NullLogger.Instance),
        };
        var dispatcher = new RequestDispatcher([], NullLogger.Instance, Clock);
        return (
            new EmbeddedCluster(options, Clock, _loggers, _meter, transport),
            new RemotingClient(transport, dispatcher, Clock, NullLogger.Instance));
    }

    private async Task StopClientsAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        _clients.Clear();
    }

    private async Task<GroupFigures?> ReadOrNullAsync(string group)
    {
        try
        {
            return await ReadAsync(group);
        }
        catch (AdminException exception) when (exception.Kind is AdminErrorKind.GroupNotFound or AdminErrorKind.Unreachable)
        {
            // Brokers that a jump of the clock made silent for too long are back with their next registration.
            return null;
        }
    }

    private static string Describe(GroupFigures? figures) => figures is null
        ? "no such group"
        : $"{figures.Members.Count} members; " + string.Join(", ", figures.Queues.Select(queue =>
            $"{queue.Queue}: {queue.ConsumerOffset?.ToString(provider: null) ?? "-"} of {queue.BrokerOffset} by {queue.Owner ?? "-"}"));
}
