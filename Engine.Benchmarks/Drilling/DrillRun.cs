using System.Diagnostics;
using Engine.Benchmarks.Crashing;
using Engine.Benchmarks.Running;
using Engine.Benchmarks.Soaking;
using Microsoft.Extensions.Logging;

namespace Engine.Benchmarks.Drilling;

/// <summary>One run: nodes are killed while messages are sent and consumed; then all is let come to its end, and is judged.</summary>
internal sealed class DrillRun
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(3);

    private readonly DrillOrder _order;
    private readonly DrillCluster _cluster;
    private readonly DrillLedger _ledger;
    private readonly LoweredLog _lowered;
    private readonly DrillKills _kills;
    private readonly DrillOffsets _offsets;
    private readonly Faults _faults;

    private DrillRun(DrillOrder order, DrillCluster cluster, DrillLedger ledger, LoweredLog lowered, Faults faults)
    {
        (_order, _cluster, _ledger, _lowered, _faults) = (order, cluster, ledger, lowered, faults);
        _kills = new DrillKills(cluster, new Random(order.Seed), faults);
        _offsets = new DrillOffsets(cluster.Cluster.Admin, DrillCluster.Group, () => _kills.Lives);
    }

    internal static async Task RunAsync(
        DrillOrder order, WorkFolder folder, TextWriter notes, FigureWriter figures, Faults faults, CancellationToken ct)
    {
        using var lowered = new LoweredLog(DrillCluster.Group);
        using var loggers = LoggerFactory.Create(builder =>
        {
            // What is killed on purpose is warned of all the time.
            builder.AddFilter<NoteLoggers>(null, LogLevel.Error);
            builder.SetMinimumLevel(LogLevel.Warning).AddProvider(lowered).AddProvider(new NoteLoggers(notes));
        });
        var ledger = new DrillLedger();
        var cluster = await DrillCluster.StartAsync(folder.Sub("brokers"), ledger, loggers, ct).ConfigureAwait(false);
        await using (cluster.ConfigureAwait(false))
            await new DrillRun(order, cluster, ledger, lowered, faults).RunAsync(figures, ct).ConfigureAwait(false);
    }

    private async Task RunAsync(FigureWriter figures, CancellationToken ct)
    {
        using var sender = new DrillSender(_cluster.Producer, _ledger);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var watching = WatchAsync(end.Token);
        try
        {
            await StirAsync(sender, ct).ConfigureAwait(false);
            await DrainAsync(ct).ConfigureAwait(false);
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(false);
        }

        Print(sender, figures);
    }

    private async Task StirAsync(DrillSender sender, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var sending = sender.RunAsync(over.Token);
        try
        {
            await _kills.RunAsync(_order.Kills, ct).ConfigureAwait(false);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await sending.ConfigureAwait(false);
        }
    }

    private async Task DrainAsync(CancellationToken ct)
    {
        // What still waits then is lost, and is told by its numbers.
        var began = Stopwatch.GetTimestamp();
        while (_ledger.CountUnconsumed() > 0 && Stopwatch.GetElapsedTime(began) < LongestDrain)
            await Task.Delay(Glance, TimeProvider.System, ct).ConfigureAwait(false);
    }

    private async Task WatchAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await _offsets.SampleAsync(CancellationToken.None).ConfigureAwait(false);
            await Task.Delay(Glance, TimeProvider.System, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Print(DrillSender sender, FigureWriter figures)
    {
        var verdict = _ledger.Judge(_faults);
        _offsets.AddTo(_faults);
        _lowered.AddTo(_faults);
        if (_order.IsLong && verdict.LongestGap >= LongestGap)
            _faults.Add(FaultKind.Wrong, $"a message waited {verdict.LongestGap.TotalSeconds:F1} s for its first delivery");

        figures.WriteCount("drill-sent", _ledger.Acknowledged, "msg");
        figures.WriteCount("drill-send-failures", sender.Failures, "msg");
        figures.WriteCount("drill-sent-without-slave", sender.Unsafe, "msg");
        figures.WriteCount("drill-kills-master", _kills.Masters, "times");
        figures.WriteCount("drill-kills-slave", _kills.Slaves, "times");
        figures.WriteCount("drill-lost", verdict.Lost, "msg");
        figures.WriteCount("drill-duplicates", verdict.Duplicates, "msg");
        figures.WriteCount("drill-duplicates-other-member", verdict.Moved, "msg");
        figures.WriteCount("drill-duplicates-unexplained", verdict.Unexplained, "msg");
        figures.WriteCount("drill-offset-samples", _offsets.Samples, "times");
        figures.WriteCount("drill-offsets-back", Math.Max(_offsets.Back, _lowered.Count), "times");
        figures.Write("drill-consume-gap", verdict.LongestGap.TotalSeconds, "s");
        figures.Write("drill-catch-up", _kills.LongestWait.TotalSeconds, "s");
    }
}
