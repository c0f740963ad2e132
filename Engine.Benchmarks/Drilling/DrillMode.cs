using Engine.Benchmarks.Crashing;
using Engine.Benchmarks.Running;

namespace Engine.Benchmarks.Drilling;

/// <summary>
/// The mode <c>drill</c>: two synchronous masters with a slave each, of which one process after the other is killed and started again while
/// messages are sent and consumed. No acknowledged message may be lost, none come twice but what was in flight, no offset go back.
/// </summary>
internal static class DrillMode
{
    internal static async Task<int> RunAsync(BenchmarkRun run, CancellationToken ct)
    {
        DrillOrder order;
        try
        {
            order = DrillOrder.Parse(run.Arguments);
        }
        catch (FormatException refusal)
        {
            run.Notes.WriteLine(refusal.Message);
            return 2;
        }

        run.Notes.WriteLine($"drill --kills {order.Kills} --seed {order.Seed}{(order.IsLong ? " --long" : "")}");
        using var folder = WorkFolder.Create(run.Notes);
        var faults = new Faults();
        await DrillRun.RunAsync(order, folder, run.Notes, new FigureWriter(run.Output), faults, ct).ConfigureAwait(false);
        if (!faults.Any)
            return 0;

        run.Notes.WriteLine($"FAILED with seed {order.Seed}");
        foreach (var text in faults.Texts)
            run.Notes.WriteLine($"  {text}");

        return 1;
    }
}
