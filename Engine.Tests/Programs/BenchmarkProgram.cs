using System.Diagnostics;

namespace Engine.Tests.Programs;

/// <summary>The built program Engine.Benchmarks, of the configuration that the tests were built with, as its users run it.</summary>
internal static class BenchmarkProgram
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>Runs it to its end.</summary>
    /// <returns>Its exit code, the lines of its standard output, and its standard error.</returns>
    internal static async Task<(int ExitCode, string[] Figures, string Notes)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [FindProgram(), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var bound = new CancellationTokenSource(Longest);
        var figures = process.StandardOutput.ReadToEndAsync(bound.Token);
        var notes = process.StandardError.ReadToEndAsync(bound.Token);
        try
        {
            await process.WaitForExitAsync(bound.Token);
            return (process.ExitCode, (await figures).Split('\n', StringSplitOptions.RemoveEmptyEntries), await notes);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    // …/Engine.Tests/bin/<configuration>/<framework>/ has a sister of the same name.
    private static string FindProgram()
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = framework.Parent!;
        var root = configuration.Parent!.Parent!.Parent!;
        return Path.Combine(root.FullName, "Engine.Benchmarks", "bin", configuration.Name, framework.Name, "Engine.Benchmarks.dll");
    }
}
