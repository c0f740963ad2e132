using Engine.Admin.Groups;
using Engine.Admin.Topics;
using Engine.Client.Producing;
using Engine.Diagnostics;
using Engine.Hosting;
using Engine.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Engine.Benchmarks.Soaking;

/// <summary>A whole cluster in this process: two brokers, a topic of four queues on each, and a producer.</summary>
internal sealed class SoakCluster : IAsyncDisposable
{
    internal const string Topic = "soak";
    internal const string Group = "soak-group";

    private const int QueuesPerBroker = 4;

    private readonly EngineMeter _meter = new();

    private SoakCluster(string folder, ILoggerFactory loggers)
    {
        var options = new EmbeddedClusterOptions
        {
            BrokersFolder = folder,
            NameServerPort = -1,
            Brokers =
            {
                new EmbeddedBrokerOptions { Name = "broker-a", Port = -1 },
                new EmbeddedBrokerOptions { Name = "broker-b", Port = -1 },
            },
        };
        Cluster = new EmbeddedCluster(options, TimeProvider.System, loggers, _meter);

        // One attempt: a second one after a first that was stored after all would make a duplicate of its own.
        Producer = Cluster.CreateProducer(new ProducerOptions { Group = "soak-producer", RetryTimesWhenSendFailed = 0 });
    }

    internal EmbeddedCluster Cluster { get; }

    internal Producer Producer { get; }

    public async ValueTask DisposeAsync()
    {
        await Producer.DisposeAsync().ConfigureAwait(false);
        await Cluster.DisposeAsync().ConfigureAwait(false);
        _meter.Dispose();
    }

    internal static async Task<SoakCluster> StartAsync(string folder, ILoggerFactory loggers, CancellationToken ct)
    {
        var soak = new SoakCluster(folder, loggers);
        try
        {
            await soak.Cluster.StartAsync(ct).ConfigureAwait(false);
            await soak.Cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, QueuesPerBroker), ct).ConfigureAwait(false);
            await soak.Cluster.Admin.SaveGroupAsync(new GroupSettings(Group), ct).ConfigureAwait(false);
            await soak.Producer.StartAsync(ct).ConfigureAwait(false);
            return soak;
        }
        catch
        {
            await soak.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Whether nothing waits for the group any more: in its topics, committed to the end, or in the delay topic.</summary>
    internal async Task<bool> IsDrainedAsync(CancellationToken ct)
    {
        // All that is ever delayed here comes to the retry topic.
        var topics = await Cluster.Admin.ListTopicsAsync(ct).ConfigureAwait(false);
        if (StoredIn(topics, TopicNames.Schedule) != StoredIn(topics, TopicNames.Retry(Group)))
            return false;

        var figures = await Cluster.Admin.ReadGroupProgressAsync(Group, ct).ConfigureAwait(false);
        return figures.Queues.All(queue => queue.BrokerOffset == 0 || queue.ConsumerOffset == queue.BrokerOffset);
    }

    /// <summary>Messages that were ever put into the group's retry topic.</summary>
    internal async Task<long> CountRetriesAsync(CancellationToken ct) =>
        StoredIn(await Cluster.Admin.ListTopicsAsync(ct).ConfigureAwait(false), TopicNames.Retry(Group));

    private static long StoredIn(IEnumerable<TopicSummary> topics, string name) =>
        topics.FirstOrDefault(topic => topic.Name == name)?.MaxOffset ?? 0;
}
