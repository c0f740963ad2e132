using System.Security.Cryptography;
using System.Text.Json;
using Dashboard.Changes;
using Dashboard.Changes.Audit;
using Dashboard.Changes.Operations;
using Engine.Admin;
using Engine.Admin.Clusters;
using Engine.Admin.Topics;
using Engine.Client.Consuming;
using Engine.Client.Producing;
using Engine.Hosting;
using Engine.Protocol.Bodies;

namespace Dashboard.Demo;

/// <summary>
/// Starts and stops producers and consumers on the embedded cluster; real clients, several at once, each start and stop under an
/// audit entry. Without an embedded cluster every call is a conflict that says so.
/// </summary>
internal sealed class DemoTraffic(
    IServiceProvider services,
    ClusterOperations operations,
    NodeOperations nodes,
    AuditedChange changes,
    TimeProvider timeProvider,
    ILogger<DemoTraffic> logger) : IAsyncDisposable
{
    private const int QueuesPerBroker = 4;

    // The console stops within 5 s, the clusters after the demo in the same time.
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(2);
    private static readonly Actor Demo = new("demo", "demo");

    private readonly IEmbeddedCluster? _cluster = services.GetService<IEmbeddedCluster>();
    private readonly DemoRegistry _registry = new();

    public bool IsAvailable => _cluster is not null;

    public IReadOnlyList<DemoProducerView> Producers => [.. _registry.Producers.Select(producer => producer.View)];

    public IReadOnlyList<DemoConsumerView> Consumers => [.. _registry.Consumers.Select(consumers => consumers.View)];

    /// <summary>Starts a producer; returns its id.</summary>
    public async Task<string> StartProducerAsync(DemoProducerRequest request, CancellationToken cancellationToken)
    {
        var cluster = RequireCluster();
        DemoLimits.Check(request);
        await operations.EnsureTopicAsync(cluster.Name, request.Topic, QueuesPerBroker, Demo, cancellationToken);
        var id = _registry.NextId("p");
        var client = cluster.CreateProducer(new ProducerOptions { Group = "demo-producer", InstanceName = id });
        var producer = new DemoProducer(id, request, client, timeProvider, logger);
        await changes.RunAsync(Entry(cluster, AuditActions.DemoProducerStart, request.Topic, request), StartAsync, cancellationToken);
        return id;

        async Task StartAsync(CancellationToken token)
        {
            try
            {
                await _registry.AddAsync(producer);
                await DemoFailures.TranslateAsync(() => producer.StartAsync(token));
            }
            catch
            {
                _registry.TakeProducer(id);
                await producer.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Starts the instances of a group; returns their common id.</summary>
    public async Task<string> StartConsumersAsync(DemoConsumerRequest request, CancellationToken cancellationToken)
    {
        var cluster = RequireCluster();
        DemoLimits.Check(request);
        foreach (var topic in request.Topics)
        {
            await operations.EnsureTopicAsync(cluster.Name, topic, QueuesPerBroker, Demo, cancellationToken);
        }

        var id = _registry.NextId("c");
        await changes.RunAsync(Entry(cluster, AuditActions.DemoConsumerStart, request.Group, request), StartAsync, cancellationToken);
        return id;

        async Task StartAsync(CancellationToken token)
        {
            var consumers = _registry.Add(request.Group, request.Instances, numbers => MakeConsumers(id, numbers, request, cluster));
            try
            {
                await DemoFailures.TranslateAsync(() => consumers.StartAsync(token));
            }
            catch
            {
                _registry.Forget(consumers);
                throw;
            }
        }
    }

    /// <summary>False when there is no producer of that id.</summary>
    public async Task<bool> StopProducerAsync(string id, CancellationToken cancellationToken)
    {
        var cluster = RequireCluster();
        if (_registry.FindProducer(id) is not { } producer)
        {
            return false;
        }

        var entry = Entry(cluster, AuditActions.DemoProducerStop, producer.View.Topic, new { id });
        return await changes.RunAsync(entry, (_, _) => EndAsync(id), static _ => AuditOutcome.Done, cancellationToken);
    }

    /// <summary>False when there are no consumers of that id.</summary>
    public async Task<bool> StopConsumersAsync(string id, ConsumerStop stop, CancellationToken cancellationToken)
    {
        var cluster = RequireCluster();
        if (_registry.FindConsumers(id) is not { } consumers)
        {
            return false;
        }

        var how = consumers.IsSilent ? ConsumerStop.Kill : stop;
        var action = how == ConsumerStop.Clean ? AuditActions.DemoConsumerStop : AuditActions.DemoConsumerKill;
        var entry = Entry(cluster, action, consumers.View.Group, new { id, how });
        await changes.RunAsync(entry, token => EndAsync(consumers, how, token), cancellationToken);
        return true;
    }

    /// <summary>Sends messages as fast as they are taken, 1 to 1,000,000, to make a backlog.</summary>
    public async Task BurstAsync(string topic, int count, int bodyBytes, CancellationToken cancellationToken)
    {
        var cluster = RequireCluster();
        DemoLimits.CheckBurst(topic, count, bodyBytes);
        await operations.EnsureTopicAsync(cluster.Name, topic, QueuesPerBroker, Demo, cancellationToken);
        await changes.RunAsync(Entry(cluster, AuditActions.DemoBurst, topic, new { count, bodyBytes }), BurstAsync, cancellationToken);

        Task BurstAsync(CancellationToken token) => DemoFailures.TranslateAsync(() => SendAllAsync(token));

        async Task SendAllAsync(CancellationToken token)
        {
            await using var producer = cluster.CreateProducer(new ProducerOptions { Group = "demo-producer" });
            await producer.StartAsync(token);
            var request = new DemoProducerRequest(topic, DemoLimits.MaxRate, bodyBytes, count, null);
            for (var sent = 0; sent < count;)
            {
                var size = DemoMessages.BatchSize(count - sent, bodyBytes);
                await producer.SendBatchAsync(DemoMessages.MakeMany(request, sent, size), token);
                sent += size;
            }
        }
    }

    /// <summary>Sets a situation up; false when there is none of that name. What was started before a failure goes on.</summary>
    public async Task<bool> StartScenarioAsync(string id, CancellationToken cancellationToken)
    {
        RequireCluster();
        if (DemoScenarios.Find(id) is not { } scenario)
        {
            return false;
        }

        if (scenario.WithSlave)
        {
            await PlaceBesideASlaveAsync(scenario.Consumers[0].Topic, cancellationToken);
        }

        if (scenario.Burst > 0)
        {
            await BurstAsync(scenario.Consumers[0].Topic, scenario.Burst, 256, cancellationToken);
        }

        foreach (var consumers in scenario.Consumers)
        {
            await StartConsumersAsync(consumers, cancellationToken);
        }

        foreach (var producer in new[] { scenario.FirstProducer, scenario.Producer }.OfType<DemoProducerRequest>())
        {
            await StartProducerAsync(producer, cancellationToken);
        }

        return true;
    }

    /// <summary>Stops everything cleanly.</summary>
    public async Task StopAllAsync(CancellationToken cancellationToken)
    {
        RequireCluster();
        await Task.WhenAll(
            [
                .. _registry.Producers.Select(producer => StopProducerAsync(producer.Id, cancellationToken)),
                .. _registry.Consumers.Select(consumers => StopConsumersAsync(consumers.Id, ConsumerStop.Clean, cancellationToken)),
            ]);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_registry.Producers.Select(producer => _registry.TakeProducer(producer.Id) is null
            ? Task.CompletedTask
            : producer.DisposeAsync().AsTask()));
        await Task.WhenAll(_registry.Consumers.Select(EndAtShutdownAsync));
    }

    private static AuditEntry Entry(IEmbeddedCluster cluster, string action, string subject, object request) =>
        new(Demo, cluster.Name, action, subject, null, JsonSerializer.Serialize(request));

    /// <summary>A broker with a slave, and the topic on it alone: the first that runs.</summary>
    private async Task PlaceBesideASlaveAsync(string topic, CancellationToken cancellationToken)
    {
        var cluster = RequireCluster();
        var master = cluster.Nodes.FirstOrDefault(node => node is { Role: NodeView.RoleOfBroker, State: NodeState.Running })
            ?? throw new AdminException(AdminErrorKind.Conflict, "no broker runs; start one on the page Cluster") { Field = "node" };
        await nodes.EnsureSlaveAsync(cluster.Name, master.Name, Demo, null, cancellationToken);
        var settings = new TopicSettings(topic, QueuesPerBroker, Brokers: [master.Name]);
        await operations.EnsureTopicAsync(cluster.Name, settings, Demo, cancellationToken);
    }

    // Taken out only under the audit entry: of two who stop it at once one does, and without an entry it stays where it can be stopped.
    private async Task<bool> EndAsync(string producerId)
    {
        if (_registry.TakeProducer(producerId) is not { } producer)
        {
            return false;
        }

        await producer.DisposeAsync();
        return true;
    }

    private async Task EndAsync(DemoConsumers consumers, ConsumerStop stop, CancellationToken cancellationToken)
    {
        await consumers.StopAsync(stop, cancellationToken);
        if (stop != ConsumerStop.Silent)
        {
            _registry.Forget(consumers);
            await consumers.DisposeAsync();
        }
    }

    private async Task EndAtShutdownAsync(DemoConsumers consumers)
    {
        _registry.Forget(consumers);
        await consumers.DisposeAsync();
    }

    private DemoConsumers MakeConsumers(
        string id, IReadOnlyList<int> numbers, DemoConsumerRequest request, IEmbeddedCluster cluster)
    {
        var listener = new DemoListener(request, timeProvider, Chance);
        var consumers = numbers.Select(number =>
        {
            var options = new PushConsumerOptions
            {
                Group = request.Group,
                Subscriptions = request.Topics.ToDictionary(topic => topic, _ => "*", StringComparer.Ordinal),
                InstanceName = $"{request.Group}-{number}",
                MessageModel = request.Broadcast ? MessageModel.Broadcasting : MessageModel.Clustering,
                ConsumeFromWhere = ConsumeFromWhere.FirstOffset,
                MaxReconsumeTimes = request.MaxRetries ?? -1,
                AwaitTerminationWhenShutdown = StopPatience,
            };
            return request.Orderly
                ? cluster.CreatePushConsumer(options, (IOrderlyMessageListener)listener)
                : cluster.CreatePushConsumer(options, (IMessageListener)listener);
        });
        return new DemoConsumers(id, request, numbers, [.. consumers], listener);
    }

    private static double Chance() => RandomNumberGenerator.GetInt32(1_000_000) / 1_000_000d;

    private IEmbeddedCluster RequireCluster() => _cluster
        ?? throw new AdminException(
            AdminErrorKind.Conflict,
            "demo traffic needs the embedded cluster, which is switched off (Console:Embedded:Enabled)");
}
