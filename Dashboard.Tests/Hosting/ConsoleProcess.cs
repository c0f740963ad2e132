using System.Diagnostics;
using System.Text.RegularExpressions;
using Dashboard.Hosting;

namespace Dashboard.Tests.Hosting;

/// <summary>The console as a process of its own, from the built assembly, with a data folder of its own and any free ports.</summary>
internal sealed partial class ConsoleProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("console-process-");
    private readonly Process _process;

    internal ConsoleProcess(string[] settings, params (string Name, string Value)[] variables)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(ConsoleProgram).Assembly.Location);
        start.ArgumentList.Add($"--Console:DataFolder={_data.FullName}");
        foreach (var setting in RemotingPorts.None.Concat(settings))
            start.ArgumentList.Add(setting);

        foreach (var (name, value) in variables)
            start.Environment[name] = value;

        _process = Process.Start(start)!;
    }

    /// <summary>Where it listens, once it does.</summary>
    internal async Task<Uri> ListeningAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        List<string> seen = [];
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            seen.Add(line);
            if (Address().Match(line) is { Success: true } match)
                return new Uri(match.Groups[1].Value);
        }

        throw new InvalidOperationException($"Expected a line that says where the console listens, there was: {string.Join('\n', seen)}");
    }

    /// <summary>Tells it to stop as a service manager does.</summary>
    internal void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Its exit code and what it wrote to the error stream; fails when it does not end in that time.</summary>
    internal async Task<(int Code, string Errors)> EndAsync(TimeSpan within)
    {
        var output = _process.StandardOutput.ReadToEndAsync();
        var errors = _process.StandardError.ReadToEndAsync();
        await _process.WaitForExitAsync().WaitAsync(within);
        await output;
        return (_process.ExitCode, await errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();

        await _process.WaitForExitAsync();
        _process.Dispose();
        _data.Delete(recursive: true);
    }

    [GeneratedRegex("Now listening on: (http://[^ ]+)")]
    private static partial Regex Address();
}
