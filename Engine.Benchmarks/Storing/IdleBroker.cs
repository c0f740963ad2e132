using System.Diagnostics;
using Engine.Admin.Topics;
using Engine.Benchmarks.Running;
using Engine.Client.Producing;
using Engine.Diagnostics;
using Engine.Hosting;
using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Benchmarks.Storing;

/// <summary>
/// Memory of a process with a whole broker, its name server and 1,000 topics of 4 queues, a message in each, that was restarted and then
/// left alone. One child process fills it, another one is measured.
/// </summary>
internal static class IdleBroker
{
    internal const string FillRole = "fill-topics";
    internal const string IdleRole = "idle-broker";

    private const string Ready = "ready";
    private const int Topics = 1000;
    private const int Queues = 4;
    private const int SteadySamples = 8;
    private const int MostSamples = 40;

    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(500);

    internal static async Task MeasureAsync(StoreRun run, CancellationToken ct)
    {
        const string name = "topics";
        using (var filling = ChildProcess.Start(FillRole, run.Folder.Sub(name)))
        {
            await filling.ExpectAsync(Ready, ct).ConfigureAwait(false);
            await filling.WaitAsync(ct).ConfigureAwait(false);
        }

        using (var idle = ChildProcess.Start(IdleRole, run.Folder.Sub(name)))
        {
            await idle.ExpectAsync(Ready, ct).ConfigureAwait(false);
            run.Figures.Write("idle-1000-topics-rss", await SettleAsync(run, idle.Id, ct).ConfigureAwait(false), "MiB");
        }

        run.Folder.Drop(name);
    }

    /// <summary>A child's part: makes the topics, sends, stops cleanly.</summary>
    internal static Task FillAsync(BenchmarkRun run, ParentLink link, CancellationToken ct) => RunClusterAsync(run, SendAllAsync, ct);

    /// <summary>A child's part: starts and does nothing until it is ended.</summary>
    internal static Task IdleAsync(BenchmarkRun run, ParentLink link, CancellationToken ct) => RunClusterAsync(
        run,
        async (_, stop) =>
        {
            await SayReadyAsync(run, stop).ConfigureAwait(false);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop).ConfigureAwait(false);
        },
        ct);

    // Settled: the last four seconds differ by less than a hundredth.
    private static async Task<double> SettleAsync(StoreRun run, int id, CancellationToken ct)
    {
        using var process = Process.GetProcessById(id);
        var samples = new List<double>();
        while (samples.Count < MostSamples)
        {
            await Task.Delay(SampleEvery, TimeProvider.System, ct).ConfigureAwait(false);
            process.Refresh();
            samples.Add(process.WorkingSet64 / (1024.0 * 1024.0));
            if (samples.Count > SteadySamples && samples[^SteadySamples..] is var latest && latest.Max() < 1.01 * latest.Min())
                break;
        }

        run.Note($"idle-1000-topics-rss: after {samples.Count} samples, at most {samples.Max():F1} MiB");
        return samples[^1];
    }

    private static async Task RunClusterAsync(BenchmarkRun run, Func<EmbeddedCluster, CancellationToken, Task> work, CancellationToken ct)
    {
        using var loggers = NoteLoggers.To(run.Notes);
        using var meter = new EngineMeter();
        var options = new EmbeddedClusterOptions
        {
            BrokersFolder = run.Arguments[0],
            NameServerPort = -1,
            Brokers = { new EmbeddedBrokerOptions { Name = "broker-a", Port = -1 } },
        };
        var cluster = new EmbeddedCluster(options, TimeProvider.System, loggers, meter);
        await using (cluster.ConfigureAwait(false))
        {
            await cluster.StartAsync(ct).ConfigureAwait(false);
            await work(cluster, ct).ConfigureAwait(false);
            await cluster.StopAsync(ct).ConfigureAwait(false);
        }

        await SayReadyAsync(run, ct).ConfigureAwait(false);
    }

    private static async Task SendAllAsync(EmbeddedCluster cluster, CancellationToken ct)
    {
        var producer = cluster.CreateProducer(new ProducerOptions { Group = "fill" });
        await using (producer.ConfigureAwait(false))
        {
            await producer.StartAsync(ct).ConfigureAwait(false);
            for (var topic = 0; topic < Topics; topic++)
                await FillTopicAsync(cluster, producer, $"topic-{topic:D4}", ct).ConfigureAwait(false);
        }
    }

    private static async Task FillTopicAsync(EmbeddedCluster cluster, Producer producer, string topic, CancellationToken ct)
    {
        await cluster.Admin.CreateTopicAsync(new TopicSettings(topic, Queues), ct).ConfigureAwait(false);
        var message = new Message { Topic = topic, Body = UniqueMessages.BodyOf(128) };
        for (var queue = 0; queue < Queues; queue++)
            await producer.SendAsync(message, new MessageQueue(topic, "broker-a", queue), ct).ConfigureAwait(false);
    }

    private static async Task SayReadyAsync(BenchmarkRun run, CancellationToken ct)
    {
        await run.Output.WriteLineAsync(Ready.AsMemory(), ct).ConfigureAwait(false);
        await run.Output.FlushAsync(ct).ConfigureAwait(false);
    }
}
