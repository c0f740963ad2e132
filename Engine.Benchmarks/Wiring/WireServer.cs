using System.Diagnostics;
using Engine.Admin.Topics;
using Engine.Benchmarks.Running;
using Engine.Diagnostics;
using Engine.Hosting;

namespace Engine.Benchmarks.Wiring;

/// <summary>A process with a name server and a broker on free ports, and a topic of four queues.</summary>
internal sealed class WireServer : IDisposable
{
    internal const string Role = "wire-server";
    internal const string Topic = "wire";
    internal const string Broker = "broker-a";
    internal const int Queues = 4;

    private readonly ChildProcess _child;
    private readonly Process _process;

    private WireServer(ChildProcess child, string nameServer, string brokerAddress)
    {
        (_child, NameServer, BrokerAddress) = (child, nameServer, brokerAddress);
        _process = Process.GetProcessById(child.Id);
    }

    internal string NameServer { get; }

    internal string BrokerAddress { get; }

    /// <summary>User and system time so far.</summary>
    internal TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    internal double ResidentMiB
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / (1024.0 * 1024.0);
        }
    }

    internal static async Task<WireServer> StartAsync(string folder, CancellationToken ct)
    {
        var child = ChildProcess.Start(Role, folder);
        try
        {
            var said = await child.ReadLineAsync(ct).ConfigureAwait(false);
            return said?.Split(' ') is ["ready", var nameServer, var broker]
                ? new WireServer(child, nameServer, broker)
                : throw new InvalidOperationException($"The server should have said where it listens and said '{said ?? "nothing"}'.");
        }
        catch
        {
            child.Dispose();
            throw;
        }
    }

    /// <summary>The child's part: runs until the parent is gone.</summary>
    internal static async Task ServeAsync(BenchmarkRun run, ParentLink link, CancellationToken ct)
    {
        using var loggers = NoteLoggers.To(run.Notes);
        using var meter = new EngineMeter();
        var options = new EmbeddedClusterOptions
        {
            BrokersFolder = run.Arguments[0],
            NameServerPort = 0,
            Brokers = { new EmbeddedBrokerOptions { Name = Broker, Port = 0 } },
        };
        var cluster = new EmbeddedCluster(options, TimeProvider.System, loggers, meter);
        await using (cluster.ConfigureAwait(false))
        {
            await cluster.StartAsync(ct).ConfigureAwait(false);
            await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, Queues), ct).ConfigureAwait(false);
            var broker = cluster.Nodes.Single(node => node.Name == Broker).Address;
            await run.Output.WriteLineAsync($"ready {cluster.NameServers[0]} {broker}".AsMemory(), ct).ConfigureAwait(false);
            await run.Output.FlushAsync(ct).ConfigureAwait(false);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose()
    {
        _process.Dispose();
        _child.Dispose();
    }
}
