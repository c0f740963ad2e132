using Engine.Admin.Groups;
using Engine.Admin.Topics;
using Engine.Client.Consuming;
using Engine.Client.Producing;
using Engine.Diagnostics;
using Engine.Hosting;
using Engine.Protocol.Bodies;
using Microsoft.Extensions.Logging;

namespace Engine.Benchmarks.Drilling;

/// <summary>
/// A whole cluster in this process: two synchronous masters with a slave each, a topic of four queues on each, a producer and two
/// consumers that live as long as the run.
/// </summary>
internal sealed class DrillCluster : IAsyncDisposable
{
    internal const string Topic = "drill";
    internal const string Group = "drill-group";

    private const int QueuesPerBroker = 4;
    private const int Members = 2;

    private readonly EngineMeter _meter = new();
    private readonly List<PushConsumer> _consumers = [];

    private DrillCluster(string folder, DrillLedger ledger, ILoggerFactory loggers)
    {
        var options = new EmbeddedClusterOptions
        {
            BrokersFolder = folder,
            NameServerPort = -1,
            Brokers =
            {
                new EmbeddedBrokerOptions { Name = "broker-a", Port = -1, Slaves = 1, Replication = "Sync" },
                new EmbeddedBrokerOptions { Name = "broker-b", Port = -1, Slaves = 1, Replication = "Sync" },
            },
        };
        Cluster = new EmbeddedCluster(options, TimeProvider.System, loggers, _meter);

        // One attempt: a second one after a first that was stored after all would make a duplicate of its own.
        Producer = Cluster.CreateProducer(new ProducerOptions { Group = "drill-producer", RetryTimesWhenSendFailed = 0 });
        for (var member = 0; member < Members; member++)
            _consumers.Add(Cluster.CreatePushConsumer(Consuming(), new DrillListener(ledger, member)));
    }

    internal EmbeddedCluster Cluster { get; }

    internal Producer Producer { get; }

    public async ValueTask DisposeAsync()
    {
        foreach (var consumer in _consumers)
            await consumer.DisposeAsync().ConfigureAwait(false);

        await Producer.DisposeAsync().ConfigureAwait(false);
        await Cluster.DisposeAsync().ConfigureAwait(false);
        _meter.Dispose();
    }

    internal static async Task<DrillCluster> StartAsync(
        string folder, DrillLedger ledger, ILoggerFactory loggers, CancellationToken ct)
    {
        var drill = new DrillCluster(folder, ledger, loggers);
        try
        {
            await drill.Cluster.StartAsync(ct).ConfigureAwait(false);
            await drill.Cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, QueuesPerBroker), ct).ConfigureAwait(false);
            await drill.Cluster.Admin.SaveGroupAsync(new GroupSettings(Group), ct).ConfigureAwait(false);
            await drill.Producer.StartAsync(ct).ConfigureAwait(false);
            foreach (var consumer in drill._consumers)
                await consumer.StartAsync(ct).ConfigureAwait(false);

            return drill;
        }
        catch
        {
            await drill.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Whether every slave is connected and has everything.</summary>
    internal async Task<bool> IsCaughtUpAsync(CancellationToken ct)
    {
        var view = await Cluster.Admin.ReadReplicationAsync(ct).ConfigureAwait(false);
        var slaves = view.Nodes.Where(node => node.Id > 0).ToList();
        return slaves.Count == 2 && slaves.TrueForAll(slave => slave is { IsConnected: true, IsCaughtUp: true });
    }

    private static PushConsumerOptions Consuming() => new()
    {
        Group = Group,
        Subscriptions = new Dictionary<string, string> { [Topic] = "*" },
        ConsumeFromWhere = ConsumeFromWhere.FirstOffset,
    };
}
