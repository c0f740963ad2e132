using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Engine.Benchmarks.Serving;

/// <summary>The built console as a process of its own, on a free port and with a data folder of its own; killed at the end.</summary>
internal sealed class ServedConsole : IAsyncDisposable
{
    private const double MiBPerKiB = 1.0 / 1024;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private ServedConsole(Process process, Uri address)
    {
        _process = process;
        Address = address;
        Http = new HttpClient { BaseAddress = address, Timeout = Patience };
    }

    internal Uri Address { get; }

    internal HttpClient Http { get; }

    /// <summary>Time of the processor that the process has used since its start.</summary>
    internal TimeSpan Spent
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Memory of the process that lies in RAM, in MiB, now.</summary>
    internal double ResidentMiB => ReadStatus("VmRSS:");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
            _process.Kill();

        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        _process.Dispose();
    }

    /// <summary>Starts it and returns at once.</summary>
    /// <param name="dll">The built Dashboard.dll.</param>
    /// <param name="data">Its data folder.</param>
    internal static ServedConsole Start(string dll, string data)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}/"));
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Path.GetDirectoryName(dll)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])
            [
                dll, $"--Urls={address}", $"--Console:DataFolder={data}", "--Console:Embedded:Store:ConsumeQueueFileBytes=200000",
                "--Console:Embedded:NameServerPort=-1", "--Console:Embedded:Brokers:0:Port=-1", "--Console:Embedded:Brokers:1:Port=-1",
            ])
            start.ArgumentList.Add(argument);

        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ServedConsole(process, address);
    }

    /// <summary>Returns once it takes messages.</summary>
    /// <exception cref="InvalidOperationException">It ended, or took more than 60 s.</exception>
    internal async Task WhenReadyAsync(CancellationToken ct) =>
        await UntilAsync(() => Http.GetAsync(new Uri("health/ready", UriKind.Relative), ct), ct).ConfigureAwait(false);

    /// <summary>Asks again and again until an answer is a success.</summary>
    internal async Task UntilAsync(Func<Task<HttpResponseMessage>> ask, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await SucceedsAsync(ask).ConfigureAwait(false))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(began) > Patience)
                throw new InvalidOperationException("The console did not start.");

            await Task.Delay(LookEvery, TimeProvider.System, ct).ConfigureAwait(false);
        }
    }

    internal async Task<JsonElement> SendAsync(HttpMethod method, string path, object body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, $"api/v1/{path}") { Content = JsonContent.Create(body) };
        using var response = await Http.SendAsync(request, ct).ConfigureAwait(false);
        var text = await response.Content.ReadAsStringAsync(ct).ConfigureAwait(false);
        return response.IsSuccessStatusCode
            ? text.Length > 0 ? JsonElement.Parse(text) : default
            : throw new InvalidOperationException($"{method} {path} was answered {(int)response.StatusCode}: {text}");
    }

    internal Task<JsonElement> PostAsync(string path, object body, CancellationToken ct) => SendAsync(HttpMethod.Post, path, body, ct);

    private static async Task<bool> SucceedsAsync(Func<Task<HttpResponseMessage>> ask)
    {
        try
        {
            using var response = await ask().ConfigureAwait(false);
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or SocketException)
        {
            // It does not listen yet; the client of HTTP lets out the socket's own fault when a connection ends as it begins.
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private double ReadStatus(string name)
    {
        var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{_process.Id}/status"))
            .First(each => each.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * MiBPerKiB;
    }
}
