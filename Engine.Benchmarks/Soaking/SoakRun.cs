using System.Diagnostics;
using Engine.Benchmarks.Crashing;
using Engine.Benchmarks.Running;
using Microsoft.Extensions.Logging;

namespace Engine.Benchmarks.Soaking;

/// <summary>One run: members come and go while messages are sent and failed; then all is let come to its end, and is judged.</summary>
internal sealed class SoakRun
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(120);

    private readonly SoakOrder _order;
    private readonly SoakCluster _cluster;
    private readonly LoweredLog _lowered;
    private readonly SoakLedger _ledger = new();
    private readonly SoakFailures _failures;
    private readonly SoakSender _sender;
    private readonly OffsetWatch _watch;
    private readonly Faults _faults;

    private SoakRun(SoakOrder order, SoakCluster cluster, LoweredLog lowered, Faults faults)
    {
        (_order, _cluster, _lowered, _faults) = (order, cluster, lowered, faults);
        _failures = new SoakFailures(order.Seed);
        _sender = new SoakSender(cluster.Producer, _ledger);
        _watch = new OffsetWatch(cluster.Cluster.Admin, SoakCluster.Group);
    }

    internal static async Task RunAsync(
        SoakOrder order, WorkFolder folder, TextWriter notes, FigureWriter figures, Faults faults, CancellationToken ct)
    {
        using var lowered = new LoweredLog(SoakCluster.Group);
        using var loggers = LoggerFactory.Create(builder =>
        {
            // What fails on purpose is warned of all the time.
            builder.AddFilter<NoteLoggers>(null, LogLevel.Error);
            builder.SetMinimumLevel(LogLevel.Warning).AddProvider(lowered).AddProvider(new NoteLoggers(notes));
        });
        var cluster = await SoakCluster.StartAsync(folder.Sub("brokers"), loggers, ct).ConfigureAwait(false);
        await using (cluster.ConfigureAwait(false))
            await new SoakRun(order, cluster, lowered, faults).RunAsync(figures, ct).ConfigureAwait(false);
    }

    private async Task RunAsync(FigureWriter figures, CancellationToken ct)
    {
        var members = new SoakMembers(_cluster.Cluster, _ledger, _failures, _watch.HighestOf, new Random(_order.Seed));
        await using (members.ConfigureAwait(false))
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var watching = WatchAsync(members, end.Token);
            try
            {
                await StirAsync(members, ct).ConfigureAwait(false);
                await DrainAsync(members, ct).ConfigureAwait(false);
            }
            finally
            {
                await end.CancelAsync().ConfigureAwait(false);
                await watching.ConfigureAwait(false);
            }

            await members.StopAllAsync(ct).ConfigureAwait(false);
            await _watch.SampleAsync(ct).ConfigureAwait(false);
            await PrintAsync(members, figures, ct).ConfigureAwait(false);
        }
    }

    private async Task StirAsync(SoakMembers members, CancellationToken ct)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(ct);
        time.CancelAfter(_order.Time);
        await Task.WhenAll(_sender.RunAsync(time.Token), members.RunAsync(time.Token)).ConfigureAwait(false);
        ct.ThrowIfCancellationRequested();
    }

    private async Task DrainAsync(SoakMembers members, CancellationToken ct)
    {
        _failures.End();
        await members.SettleAsync().ConfigureAwait(false);
        var began = Stopwatch.GetTimestamp();
        while (!await IsOverAsync(ct).ConfigureAwait(false))
        {
            if (Stopwatch.GetElapsedTime(began) > LongestDrain)
            {
                _faults.Add(FaultKind.Wrong, $"not all was consumed and committed {LongestDrain.TotalSeconds} s after the last failure");
                return;
            }

            await Task.Delay(Glance, TimeProvider.System, ct).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsOverAsync(CancellationToken ct) =>
        _ledger.Open == 0 && _ledger.CountUnconsumed() == 0 && await _cluster.IsDrainedAsync(ct).ConfigureAwait(false);

    private async Task WatchAsync(SoakMembers members, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await _watch.SampleAsync(CancellationToken.None).ConfigureAwait(false);
            members.NoteGivenUp();
            await Task.Delay(Glance, TimeProvider.System, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task PrintAsync(SoakMembers members, FigureWriter figures, CancellationToken ct)
    {
        var verdict = _ledger.Judge(_faults);
        _watch.AddTo(_faults);
        _lowered.AddTo(_faults);
        figures.WriteCount("soak-sent", _ledger.Acknowledged, "msg");
        figures.WriteCount("soak-send-failures", _sender.Failures, "msg");
        figures.WriteCount("soak-failed", _ledger.Failures, "times");
        figures.WriteCount("soak-retried", await _cluster.CountRetriesAsync(ct).ConfigureAwait(false), "msg");
        figures.WriteCount("soak-joins", members.Joins, "times");
        figures.WriteCount("soak-stops", members.Stops, "times");
        figures.WriteCount("soak-aborts-channel", members.Closed, "times");
        figures.WriteCount("soak-aborts-silent", members.Silent, "times");
        figures.WriteCount("soak-rebalances", members.Rebalances, "times");
        figures.WriteCount("soak-lost", verdict.Lost, "msg");
        figures.WriteCount("soak-redelivered", verdict.Redelivered, "times");
        figures.WriteCount("soak-duplicates", verdict.Duplicates, "msg");
        figures.WriteCount("soak-duplicates-unexplained", verdict.Unexplained, "msg");
        figures.WriteCount("soak-offset-samples", _watch.Samples, "times");
        figures.WriteCount("soak-offsets-back", Math.Max(_watch.Back, _lowered.Count), "times");
    }
}
