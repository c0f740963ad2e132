using Engine.Benchmarks.Running;

namespace Engine.Benchmarks.Wiring;

/// <summary>
/// The mode <c>wire</c>: sends, pulls and idle clients over loopback sockets, with the cluster in a process of its own and the clients in
/// this one, both on the same cores.
/// </summary>
internal static class WireMode
{
    internal static async Task<int> RunAsync(BenchmarkRun run, CancellationToken ct)
    {
        if (run.Arguments.Count > 0)
        {
            run.Notes.WriteLine($"The mode 'wire' takes no words behind it; there is '{run.Arguments[0]}'.");
            return 2;
        }

        using var loggers = NoteLoggers.To(run.Notes);
        using var folder = WorkFolder.Create(run.Notes);
        var shared = new WireRun(folder, new FigureWriter(run.Output), run.Notes, loggers);
        using (var server = await WireServer.StartAsync(folder.Sub("load"), ct).ConfigureAwait(false))
        {
            await SendFigures.MeasureAsync(shared, server, ct).ConfigureAwait(false);
            await PullLoad.MeasureAsync(shared, server, ct).ConfigureAwait(false);
        }

        folder.Drop("load");
        using var rested = await WireServer.StartAsync(folder.Sub("idle"), ct).ConfigureAwait(false);
        await IdleConnections.MeasureAsync(shared, rested, ct).ConfigureAwait(false);
        return 0;
    }
}
