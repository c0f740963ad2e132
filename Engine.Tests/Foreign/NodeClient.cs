using System.Diagnostics;
using System.Text.Json;

namespace Engine.Tests.Foreign;

/// <summary>client.js as a process of its own, and the events that it tells.</summary>
internal sealed class NodeClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly List<JsonElement> _events = [];

    private NodeClient(Process process) => _process = process;

    /// <summary>What it told up to now, as one text.</summary>
    internal string Told => string.Join('\n', _events.Select(told => told.GetRawText()));

    internal static async Task<NodeClient> StartAsync(string nameServer, string group, string topic)
    {
        ProcessStartInfo start = new("node") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["NODE_PATH"] = await AliOns.InstallAsync();
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "Foreign", "client.js"), nameServer, group, topic })
            start.ArgumentList.Add(argument);

        return new NodeClient(Process.Start(start)!);
    }

    internal int Count(string name, Func<JsonElement, bool>? fits = null) =>
        _events.Count(told => told.GetProperty("event").GetString() == name && (fits is null || fits(told)));

    /// <summary>Reads on until what it told is as wanted.</summary>
    internal async Task UntilAsync(Func<bool> isTrue, string expected)
    {
        using CancellationTokenSource patience = new(Patience, TimeProvider.System);
        try
        {
            while (!isTrue() && await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
                _events.Add(JsonElement.Parse(line));
        }
        catch (OperationCanceledException)
        {
            // Said below.
        }

        isTrue().ShouldBeTrue($"expected: {expected}; it told:\n{Told}");
    }

    /// <summary>Lets it close its consumer and producer, and gives its exit code.</summary>
    internal async Task<int> StopAsync()
    {
        using CancellationTokenSource patience = new(Patience, TimeProvider.System);
        _process.StandardInput.Close();
        await UntilAsync(() => Count("closed") == 1, "it closes");
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);

        _process.Dispose();
        return ValueTask.CompletedTask;
    }
}
