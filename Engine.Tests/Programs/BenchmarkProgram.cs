using System.Diagnostics;

namespace Engine.Tests.Programs;

/// <summary>The built program Engine.Benchmarks, of the configuration that the tests were built with, as its users run it.</summary>
internal static class BenchmarkProgram
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private static string Host => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Runs it to its end.</summary>
    /// <returns>Its exit code, the lines of its standard output, and its standard error.</returns>
    internal static Task<(int ExitCode, string[] Figures, string Notes)> RunAsync(params string[] arguments) =>
        RunAsync(new ProcessStartInfo(Host, [FindProgram(), .. arguments]));

    /// <summary>Runs it to its end as a process that may write no file beyond a length (RLIMIT_FSIZE).</summary>
    /// <inheritdoc cref="RunAsync(string[])"/>
    internal static Task<(int ExitCode, string[] Figures, string Notes)> RunLimitedAsync(long fileBytes, params string[] arguments)
    {
        // Blocks of 512 bytes. Without the trap the signal would end it before the error is seen.
        var script = $"trap '' XFSZ; ulimit -f {fileBytes / 512}; exec \"$@\"";
        var start = new ProcessStartInfo("/bin/sh", ["-c", script, "sh", Host, FindProgram(), .. arguments]);

        // The runtime's own map for compiled code is a file, and larger.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return RunAsync(start);
    }

    private static async Task<(int ExitCode, string[] Figures, string Notes)> RunAsync(ProcessStartInfo start)
    {
        // Its child roles end when their standard input does.
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
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
