using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.NetworkInformation;
using System.Runtime.InteropServices;
using Dashboard.Hosting;
using Dashboard.Tests.Hosting;

namespace Dashboard.Tests.Browser;

/// <summary>The built console as a process of its own, on a free port and with a data folder of its own.</summary>
internal sealed class ConsoleProcess : IAsyncDisposable
{
    private const int TerminateSignal = 15;
    private const int FirstPort = 20_000;
    private const int PortCount = 10_000;
    private static readonly TimeSpan ReadyTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private static int _asked;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("console-browser-");
    private readonly ConcurrentQueue<string> _output = new();
    private Process? _process;

    private readonly string[] _settings;

    private ConsoleProcess(string[] settings)
    {
        _settings = settings;
        Address = new Uri($"http://127.0.0.1:{FreePort()}/");
        Http = new HttpClient { BaseAddress = Address };
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    internal Uri Address { get; }

    internal HttpClient Http { get; }

    /// <summary>Everything the process wrote.</summary>
    internal string Output => string.Join('\n', _output);

    /// <summary>No remoting port is listened on unless a setting says otherwise.</summary>
    internal static async Task<ConsoleProcess> StartAsync(params string[] settings)
    {
        ConsoleProcess console = new(settings);
        await console.RunAsync();
        return console;
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        if (_process is not null)
            await StopAsync();

        Http.Dispose();
        _data.Delete(recursive: true);
    }

    /// <summary>Starts the process and waits until the console answers that it is ready.</summary>
    internal async Task RunAsync()
    {
        _process = Process.Start(StartInfo()) ?? throw new InvalidOperationException("dotnet could not be started");
        _process.OutputDataReceived += OnOutput;
        _process.ErrorDataReceived += OnOutput;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        var start = TimeProvider.System.GetTimestamp();
        while (!await IsReadyAsync())
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(start) > ReadyTime)
                throw new InvalidOperationException($"the console did not become ready at {Address}; it wrote:\n{Output}");

            await Task.Delay(LookEvery, TimeProvider.System);
        }
    }

    /// <summary>Asks the process to end, as an operator does, and gives its exit code; one that does not end is killed.</summary>
    internal async Task<int> StopAsync()
    {
        using var process = _process ?? throw new InvalidOperationException("the console does not run");
        _process = null;
        Terminate(process);
        try
        {
            using CancellationTokenSource end = new(StopTime, TimeProvider.System);
            await process.WaitForExitAsync(end.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"the console did not stop within {StopTime.TotalSeconds} s; it wrote:\n{Output}");
        }
    }

    private static void Terminate(Process process)
    {
        if (OperatingSystem.IsWindows())
            process.Kill(entireProcessTree: true);
        else if (!process.HasExited)
            _ = SendSignal(process.Id, TerminateSignal);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);

    /// <summary>
    /// Below the ports that systems hand out, so that nobody takes it while the console restarts; never the same twice, as two
    /// consoles may start at once.
    /// </summary>
    private static int FreePort()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(point => point.Port).ToHashSet();
        var offset = (Environment.ProcessId * 31) + (Interlocked.Increment(ref _asked) * 101);
        return Enumerable.Range(offset, PortCount).Select(number => FirstPort + (number % PortCount)).First(port => !taken.Contains(port));
    }

    /// <summary>The console built in the same configuration as these tests.</summary>
    private static string Program()
    {
        DirectoryInfo output = new(AppContext.BaseDirectory);
        var root = ContentRoot.Find(output.FullName);
        var built = Path.Combine(root, "Dashboard", "bin", output.Parent!.Name, output.Name, "Dashboard.dll");
        return File.Exists(built) ? built : throw new FileNotFoundException($"the console is not built: {built}");
    }

    private ProcessStartInfo StartInfo()
    {
        ProcessStartInfo info = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _data.FullName,
        };
        string[] arguments =
        [
            Program(), "--Urls", Address.GetLeftPart(UriPartial.Authority), "--Console:DataFolder", _data.FullName,
            .. RemotingPorts.None, .. _settings,
        ];
        foreach (var argument in arguments)
            info.ArgumentList.Add(argument);

        return info;
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri("health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void OnOutput(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
            _output.Enqueue(line.Data);
    }

    private void OnExit(object? sender, EventArgs args) => _process?.Kill(entireProcessTree: true);
}
