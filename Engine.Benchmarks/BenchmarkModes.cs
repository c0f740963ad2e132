using Engine.Benchmarks.Consuming;
using Engine.Benchmarks.Crashing;
using Engine.Benchmarks.Drilling;
using Engine.Benchmarks.Fuzzing;
using Engine.Benchmarks.Micro;
using Engine.Benchmarks.Serving;
using Engine.Benchmarks.Soaking;
using Engine.Benchmarks.Storing;
using Engine.Benchmarks.Wiring;

namespace Engine.Benchmarks;

/// <summary>All modes. A new one is one more entry.</summary>
internal static class BenchmarkModes
{
    internal static IReadOnlyList<BenchmarkMode> All { get; } =
    [
        new("list", "the names of all modes", ListAsync),
        new("store", "appends, pulls, group commit, recovery and memory of a store", StoreMode.RunAsync),
        new("consume", "messages from producer to committed offset in one process: speed, latency, memory", ConsumeMode.RunAsync),
        new("wire", "sends, pulls and idle clients over loopback sockets, the cluster in a process of its own", WireMode.RunAsync),
        new("console", "the built console as a child process: start, memory, live pages, export, history", ConsoleMode.RunAsync),
        new("crash", "kills a process that appends, again and again, and checks what is left; --rounds N, --seed S", CrashMode.RunAsync),
        new("soak", "consumers of a group come and go and fail, and nothing is lost; --seconds N, --seed S, --long", SoakMode.RunAsync),
        new("drill", "masters and slaves are killed, no acknowledged message is lost; --kills N, --seed S, --long", DrillMode.RunAsync),
        new("fuzz", "damaged frames into a name server and a broker: nothing may crash or grow; --frames N, --seed S", FuzzMode.RunAsync),
        new("micro", "single steps of the store's hot paths with BenchmarkDotNet: time and memory; --long, --dry", MicroMode.RunAsync),
    ];

    internal static BenchmarkMode? Find(string name) => All.FirstOrDefault(mode => mode.Name == name);

    private static async Task<int> ListAsync(BenchmarkRun run, CancellationToken ct)
    {
        foreach (var mode in All)
            await run.Output.WriteLineAsync(mode.Name.AsMemory(), ct).ConfigureAwait(false);

        return 0;
    }
}
