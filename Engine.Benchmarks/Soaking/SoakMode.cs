using Engine.Benchmarks.Crashing;
using Engine.Benchmarks.Running;

namespace Engine.Benchmarks.Soaking;

/// <summary>
/// The mode <c>soak</c>: three consumers of a group come and go at chance moments, cleanly and not, and fail one message in twenty, on two
/// brokers. Nothing may be lost, nothing be there twice but where at-least-once allows it, and no committed offset go back.
/// </summary>
internal static class SoakMode
{
    internal static async Task<int> RunAsync(BenchmarkRun run, CancellationToken ct)
    {
        SoakOrder order;
        try
        {
            order = SoakOrder.Parse(run.Arguments);
        }
        catch (FormatException refusal)
        {
            run.Notes.WriteLine(refusal.Message);
            return 2;
        }

        run.Notes.WriteLine($"soak --seconds {order.Time.TotalSeconds} --seed {order.Seed}");
        using var folder = WorkFolder.Create(run.Notes);
        var faults = new Faults();
        await SoakRun.RunAsync(order, folder, run.Notes, new FigureWriter(run.Output), faults, ct).ConfigureAwait(false);
        if (!faults.Any)
            return 0;

        run.Notes.WriteLine($"FAILED with seed {order.Seed}");
        foreach (var text in faults.Texts)
            run.Notes.WriteLine($"  {text}");

        return 1;
    }
}
