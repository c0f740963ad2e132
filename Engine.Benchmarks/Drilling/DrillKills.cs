using System.Diagnostics;
using Engine.Admin.Clusters;
using Engine.Benchmarks.Crashing;

namespace Engine.Benchmarks.Drilling;

/// <summary>Kills nodes by chance and starts each again; the next one only when every slave has caught up.</summary>
internal sealed class DrillKills(DrillCluster cluster, Random random, Faults faults)
{
    private const int LeastDownMs = 200;
    private const int MostDownMs = 4000;
    private const int MostPauseMs = 1000;

    private static readonly string[] Nodes = ["broker-a", "broker-a-1", "broker-b", "broker-b-1"];
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromSeconds(60);

    private int _lives;

    internal int Masters { get; private set; }

    internal int Slaves { get; private set; }

    /// <summary>From a node's start to when every slave had everything again, the longest.</summary>
    internal TimeSpan LongestWait { get; private set; }

    /// <summary>Grows when a node is killed and when it is started.</summary>
    internal int Lives => Volatile.Read(ref _lives);

    internal async Task RunAsync(int kills, CancellationToken ct)
    {
        await CatchUpAsync("the start", ct).ConfigureAwait(false);
        for (var kill = 0; kill < kills && !faults.Any; kill++)
        {
            await PauseAsync(0, MostPauseMs, ct).ConfigureAwait(false);
            var node = Nodes[random.Next(Nodes.Length)];
            if (node.EndsWith("-1", StringComparison.Ordinal))
                Slaves++;
            else
                Masters++;

            await ChangeAsync(node, NodeAction.Kill).ConfigureAwait(false);
            await PauseAsync(LeastDownMs, MostDownMs, ct).ConfigureAwait(false);
            await ChangeAsync(node, NodeAction.Start).ConfigureAwait(false);
            await CatchUpAsync(node, ct).ConfigureAwait(false);
        }
    }

    private async Task ChangeAsync(string node, NodeAction action)
    {
        Interlocked.Increment(ref _lives);
        await cluster.Cluster.ChangeNodeAsync(node, action, CancellationToken.None).ConfigureAwait(false);
        Interlocked.Increment(ref _lives);
    }

    private Task PauseAsync(int least, int most, CancellationToken ct) =>
        Task.Delay(TimeSpan.FromMilliseconds(random.Next(least, most)), TimeProvider.System, ct);

    private async Task CatchUpAsync(string behind, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await cluster.IsCaughtUpAsync(ct).ConfigureAwait(false))
        {
            if (Stopwatch.GetElapsedTime(began) > LongestCatchUp)
            {
                faults.Add(FaultKind.Wrong, $"a slave had not caught up {LongestCatchUp.TotalSeconds} s after {behind}");
                return;
            }

            await Task.Delay(Glance, TimeProvider.System, ct).ConfigureAwait(false);
        }

        var waited = Stopwatch.GetElapsedTime(began);
        LongestWait = waited > LongestWait ? waited : LongestWait;
    }
}
