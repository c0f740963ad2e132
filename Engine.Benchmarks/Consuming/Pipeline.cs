using Engine.Admin.Topics;
using Engine.Benchmarks.Storing;
using Engine.Client.Consuming;
using Engine.Client.Producing;
using Engine.Diagnostics;
using Engine.Hosting;
using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;

namespace Engine.Benchmarks.Consuming;

/// <summary>A whole cluster in this process with one broker, a topic of four queues, one producer and one push consumer.</summary>
internal sealed class Pipeline : IAsyncDisposable
{
    internal const string Topic = "pipeline";
    internal const string Group = "pipeline-group";

    private const int Queues = 4;
    private const int BodyBytes = 128;

    private readonly EngineMeter _meter = new();
    private readonly EmbeddedCluster _cluster;

    private Pipeline(StoreRun run, string name, int listenerBatch)
    {
        var options = new EmbeddedClusterOptions
        {
            BrokersFolder = run.Folder.Sub(name),
            NameServerPort = -1,
            Brokers = { new EmbeddedBrokerOptions { Name = "broker-a", Port = -1 } },
        };
        _cluster = new EmbeddedCluster(options, TimeProvider.System, run.Loggers, _meter);
        Producer = _cluster.CreateProducer(new ProducerOptions { Group = "pipeline-producer" });
        Consumer = _cluster.CreatePushConsumer(
            new PushConsumerOptions
            {
                Group = Group,
                Subscriptions = new Dictionary<string, string> { [Topic] = "*" },
                ConsumeFromWhere = ConsumeFromWhere.FirstOffset,
                ConsumeMessageBatchMaxSize = listenerBatch,
            },
            Listener);
    }

    internal CountingListener Listener { get; } = new();

    internal Producer Producer { get; }

    internal PushConsumer Consumer { get; }

    public async ValueTask DisposeAsync()
    {
        await Consumer.DisposeAsync().ConfigureAwait(false);
        await Producer.DisposeAsync().ConfigureAwait(false);
        await _cluster.DisposeAsync().ConfigureAwait(false);
        _meter.Dispose();
    }

    /// <summary>Starts everything and returns when the first message went all the way.</summary>
    internal static async Task<Pipeline> StartAsync(StoreRun run, string name, int listenerBatch, CancellationToken ct)
    {
        var pipeline = new Pipeline(run, name, listenerBatch);
        try
        {
            await pipeline._cluster.StartAsync(ct).ConfigureAwait(false);
            await pipeline._cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, Queues), ct).ConfigureAwait(false);
            await pipeline.Producer.StartAsync(ct).ConfigureAwait(false);
            await pipeline.Producer.SendAsync(Message(), ct).ConfigureAwait(false);
            await pipeline.Consumer.StartAsync(ct).ConfigureAwait(false);
            await pipeline.Listener.WhenConsumedAsync(1, ct).ConfigureAwait(false);
            return pipeline;
        }
        catch
        {
            await pipeline.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A message with a body of its own.</summary>
    internal static Message Message() => new() { Topic = Topic, Body = UniqueMessages.BodyOf(BodyBytes) };

    /// <summary>Stops the consumer, which reports its offsets, and fails unless the broker has those of every queue's end.</summary>
    internal async Task EndAsync(CancellationToken ct)
    {
        await Consumer.StopAsync(ct).ConfigureAwait(false);
        var figures = await _cluster.Admin.ReadGroupProgressAsync(Group, ct).ConfigureAwait(false);
        var behind = figures.Queues.Where(queue => queue.Queue.Topic == Topic && queue.ConsumerOffset != queue.BrokerOffset).ToArray();
        if (behind.Length > 0)
            throw new InvalidOperationException($"Not committed to the end: {string.Join(", ", behind.Select(queue => queue.ToString()))}");
    }
}
