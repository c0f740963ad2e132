using Engine.Benchmarks.Running;
using Engine.Benchmarks.Storing;
using Microsoft.Extensions.Logging;

namespace Engine.Benchmarks.Crashing;

/// <summary>One store folder through many kills: starts processes on it, kills them, and checks what they leave.</summary>
internal sealed class CrashStore
{
    private const double FirstGuessMs = 40;
    private const double Beyond = 1.2;

    private static readonly int[] LogFileSizes = [256 * 1024, 1024 * 1024, 4 * 1024 * 1024];
    private static readonly int[] QueueFileSizes = [4000, 20_000, 200_000];

    private static readonly int[] IndexFileItems = [1000, 10_000, 100_000];

    private readonly CrashCounts _counts;
    private readonly Faults _faults;
    private readonly Ledger _ledger;
    private readonly LoadOrder _order;
    private readonly List<LoadOrder> _unread = [];
    private readonly Random _random;
    private int _processes;
    private double _startMs = FirstGuessMs;
    private double _stopMs = FirstGuessMs;

    internal CrashStore(string folder, Random random, CrashCounts counts, Faults faults)
    {
        _counts = counts;
        _faults = faults;
        _ledger = new Ledger(faults);
        _random = random;
        _order = new LoadOrder
        {
            StoreFolder = Path.Combine(folder, "store"),
            NotesFolder = Directory.CreateDirectory(Path.Combine(folder, "notes")).FullName,
            Process = 0,
            Senders = 0,
            FlushSync = false,
            FlushMs = 500,
            LogFileBytes = LogFileSizes[random.Next(LogFileSizes.Length)],
            QueueFileBytes = QueueFileSizes[random.Next(QueueFileSizes.Length)],
            IndexItems = IndexFileItems[random.Next(IndexFileItems.Length)],
        };
    }

    private bool IsUnclean => File.Exists(Path.Combine(_order.StoreFolder, "abort"));

    /// <summary>One round; whatever goes wrong in it counts as a fault.</summary>
    internal async Task RunRoundAsync(RoundPlan plan, CancellationToken ct)
    {
        try
        {
            await KillAndCheckAsync(plan, ct).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _faults.Add(FaultKind.Wrong, $"the round {plan} failed: {failure}");
            ReadErrors();
        }

        _counts.Rounds++;
    }

    private async Task KillAndCheckAsync(RoundPlan plan, CancellationToken ct)
    {
        await RunProcessAsync(plan, ct).ConfigureAwait(false);
        if (plan.KillsRecovery && IsUnclean)
        {
            // It sends nothing: who could tell what it did before a deletion from what it did behind it?
            var recovery = plan with { Aim = LoadStep.Starting, Fraction = plan.RecoveryFraction, Senders = 0 };
            await RunProcessAsync(recovery, ct).ConfigureAwait(false);
        }

        var before = _ledger.Acknowledged;
        ReadNotes();
        _counts.Acknowledged += _ledger.Acknowledged - before;
        await CheckAsync(plan.LeavesClean, ct).ConfigureAwait(false);
    }

    private async Task RunProcessAsync(RoundPlan plan, CancellationToken ct)
    {
        var order = _order with
        {
            Process = ++_processes,
            Senders = plan.Senders,
            FlushSync = plan.FlushSync,
            FlushMs = plan.FlushMs,
        };
        _unread.Add(order);
        var wasUnclean = IsUnclean;
        using var process = LoadProcess.Start(order);
        await process.ReachAsync(LoadStep.Starting, ct).ConfigureAwait(false);
        await DriveAsync(process, plan, ct).ConfigureAwait(false);
        if (process.Step == LoadStep.Starting)
            _counts.Hit(wasUnclean ? CrashCounts.Recovery : CrashCounts.CleanStart);
        else if (process.Step < LoadStep.Stopped && order.Senders > 0)
            _counts.Hit(CrashCounts.NameOf(process.Step));
    }

    private async Task DriveAsync(LoadProcess process, RoundPlan plan, CancellationToken ct)
    {
        if (plan.Aim == LoadStep.Starting)
        {
            await process.KillAsync(plan.Fraction * _startMs * Beyond, ct).ConfigureAwait(false);
            return;
        }

        _startMs = await process.ReachAsync(LoadStep.Loading, ct).ConfigureAwait(false);
        if (plan.Aim == LoadStep.Loading)
        {
            await process.KillAsync(plan.Fraction * plan.LoadMs, ct).ConfigureAwait(false);
            return;
        }

        await Task.Delay(TimeSpan.FromMilliseconds(plan.LoadMs), TimeProvider.System, ct).ConfigureAwait(false);
        process.Stop();
        await process.ReachAsync(LoadStep.Stopping, ct).ConfigureAwait(false);
        if (plan.Aim == LoadStep.Stopping)
        {
            await process.KillAsync(plan.Fraction * _stopMs * Beyond, ct).ConfigureAwait(false);
            return;
        }

        _stopMs = await process.ReachAsync(LoadStep.Stopped, ct).ConfigureAwait(false);
        await process.EndAsync(ct).ConfigureAwait(false);
    }

    private void ReadNotes()
    {
        foreach (var order in _unread)
        {
            for (var sender = 0; sender < order.Senders; sender++)
                _ledger.Enter(order.Process, sender, AckFile.Read(order.NotesFolder, order.Process, sender));
        }

        ReadErrors();
        _unread.Clear();
        if (_ledger.IsDeletionOpen)
            _counts.Hit(CrashCounts.Deletion);
    }

    private void ReadErrors()
    {
        foreach (var order in _unread)
        {
            if (File.Exists(order.ErrorsPath) && File.ReadAllText(order.ErrorsPath) is { Length: > 0 } errors)
                _faults.Add(FaultKind.Wrong, $"process {order.Process} noted: {errors.Trim()}");
        }
    }

    private async Task CheckAsync(bool leavesClean, CancellationToken ct)
    {
        using var errors = new StringWriter();
        using var loggers = NoteLoggers.To(errors, LogLevel.Error);
        var store = await BenchmarkStores.OpenAsync(_order.StoreOptions, loggers, ct).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            new StoreSweep(store, _ledger, _faults).Run();
            await new KeySample(store, _ledger, _faults).RunAsync(_random, ct).ConfigureAwait(false);
            if (leavesClean)
                await store.StopAsync(ct).ConfigureAwait(false);
        }

        new FolderAudit(_order.StoreFolder, _faults).Run(leavesClean);
        if (errors.ToString() is { Length: > 0 } logged)
            _faults.Add(FaultKind.Wrong, $"the start logged: {logged.Trim()}");
    }
}
