using System.Reflection;
using System.Runtime.Loader;

namespace Engine.Benchmarks.Serving;

/// <summary>
/// A day of history of 1,000 queues, written and read by the console's own code: the public measurement in its assembly, found by its name
/// so that this program needs no reference to a web project.
/// </summary>
internal static class HistoryFigures
{
    private const string TypeName = "Dashboard.Figures.History.HistoryMeasurement";
    private const string MethodName = "RunAsync";
    private const int Queues = 1000;

    private static readonly TimeSpan Length = TimeSpan.FromHours(24);

    internal static async Task MeasureAsync(ServingRun run, CancellationToken ct)
    {
        if (Find(run.Dll) is not { } method)
        {
            run.Notes.WriteLine("history: skipped, this console keeps no history yet");
            return;
        }

        const string name = "history";
        Directory.CreateDirectory(run.Folder.Sub(name));
        var (mib, chart, _) = await ((Task<(double, double, double)>)method.Invoke(
            null, [run.Folder.Sub(name), Queues, Length, TimeProvider.System, ct])!).ConfigureAwait(false);
        run.Figures.Write("history-24h-1000-queues", mib, "MiB");
        run.Figures.Write("chart-24h", chart, "ms");
        run.Folder.Drop(name);
    }

    private static MethodInfo? Find(string dll)
    {
        var resolver = new AssemblyDependencyResolver(dll);
        var context = new AssemblyLoadContext("console");
        context.Resolving += (_, name) => resolver.ResolveAssemblyToPath(name) is { } path ? context.LoadFromAssemblyPath(path) : null;
        context.ResolvingUnmanagedDll += (_, name) =>
            resolver.ResolveUnmanagedDllToPath(name) is { } path ? System.Runtime.InteropServices.NativeLibrary.Load(path) : IntPtr.Zero;
        return context.LoadFromAssemblyPath(dll).GetType(TypeName)?.GetMethod(MethodName);
    }
}
