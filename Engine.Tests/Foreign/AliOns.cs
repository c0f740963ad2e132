using System.Diagnostics;

namespace Engine.Tests.Foreign;

/// <summary>The npm package ali-ons, installed into the build's output the first time it is needed.</summary>
internal static class AliOns
{
    private const string Package = "ali-ons@3.12.0";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The folder node_modules that has it.</summary>
    internal static async Task<string> InstallAsync()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "npm", Package);
        var modules = Path.Combine(folder, "node_modules");
        if (!Directory.Exists(Path.Combine(modules, "ali-ons")))
            await RunNpmAsync(folder);

        return modules;
    }

    private static async Task RunNpmAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        ProcessStartInfo start = new("npm") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        string[] arguments = ["install", Package, "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", "--no-save"];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        using var npm = Process.Start(start)!;
        using CancellationTokenSource patience = new(Patience, TimeProvider.System);
        var output = npm.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = npm.StandardError.ReadToEndAsync(patience.Token);
        await npm.WaitForExitAsync(patience.Token);
        npm.ExitCode.ShouldBe(0, $"npm install {Package} in {folder}:\n{await output}\n{await errors}");
    }
}
