using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Engine.Benchmarks.Serving;

/// <summary>A headless Chromium, driven by its DevTools protocol over one web socket; killed at the end with its pages.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Announcement = "DevTools listening on ";

    private static readonly string[] Places =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome-stable", "/usr/bin/google-chrome"];

    private readonly Process _process;
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _calls = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _end = new();
    private Task _receiving = Task.CompletedTask;
    private int _lastId;

    private Chromium(Process process) => _process = process;

    /// <summary>
    /// The browser of this machine: <c>CHROMIUM</c> when it is set, else where distributions put it; null when there is none.
    /// </summary>
    internal static string? Find() => Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named && File.Exists(named)
        ? named
        : Places.FirstOrDefault(File.Exists);

    /// <summary>Starts it with a profile in a folder.</summary>
    internal static async Task<Chromium> StartAsync(string path, string profile, CancellationToken ct)
    {
        var start = new ProcessStartInfo(path) { RedirectStandardError = true };
        foreach (var argument in (string[])
            [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-background-timer-throttling",
                "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows", "--remote-debugging-port=0",
                $"--user-data-dir={profile}", "--window-size=1440,900", "about:blank",
            ])
            start.ArgumentList.Add(argument);

        var browser = new Chromium(Process.Start(start) ?? throw new InvalidOperationException($"{path} did not start."));
        try
        {
            await browser.ConnectAsync(ct).ConfigureAwait(false);
            return browser;
        }
        catch (Exception)
        {
            await browser.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _receiving.ConfigureAwait(false);
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        _process.Dispose();
        _sending.Dispose();
        _end.Dispose();
    }

    /// <summary>Opens a page of its own; it loads on.</summary>
    internal async Task<ChromiumPage> OpenAsync(Uri address, CancellationToken ct)
    {
        var target = (await CallAsync("Target.createTarget", new JsonObject { ["url"] = address.ToString() }, null, ct)
            .ConfigureAwait(false)).GetProperty("targetId").GetString()!;
        var session = await CallAsync("Target.attachToTarget", new JsonObject { ["targetId"] = target, ["flatten"] = true }, null, ct)
            .ConfigureAwait(false);
        return new ChromiumPage(this, target, session.GetProperty("sessionId").GetString()!);
    }

    /// <summary>Calls a method of the protocol, of the browser or of a page's session.</summary>
    internal async Task<JsonElement> CallAsync(string method, JsonObject parameters, string? session, CancellationToken ct)
    {
        var id = Interlocked.Increment(ref _lastId);
        var call = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (session is not null)
            call["sessionId"] = session;

        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[id] = answer;
        await _sending.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(call), WebSocketMessageType.Text, endOfMessage: true, ct)
                .ConfigureAwait(false);
        }
        finally
        {
            _sending.Release();
        }

        return await answer.Task.WaitAsync(ct).ConfigureAwait(false);
    }

    private async Task ConnectAsync(CancellationToken ct)
    {
        while (await _process.StandardError.ReadLineAsync(ct).ConfigureAwait(false) is { } line)
        {
            if (!line.StartsWith(Announcement, StringComparison.Ordinal))
                continue;

            await _socket.ConnectAsync(new Uri(line[Announcement.Length..]), ct).ConfigureAwait(false);

            // What it writes on is read away, so that its pipe never fills; both end with the process.
            _receiving = Task.WhenAll(ReceiveAsync(), _process.StandardError.BaseStream.CopyToAsync(Stream.Null, _end.Token)
                .ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default));
            return;
        }

        throw new InvalidOperationException("Chromium ended before it listened.");
    }

    private async Task ReceiveAsync()
    {
        var message = new ArrayBufferWriter<byte>();
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(message.GetMemory(64 * 1024), _end.Token).ConfigureAwait(false);
                if (part.MessageType == WebSocketMessageType.Close)
                    throw new WebSocketException("Chromium closed the connection.");

                message.Advance(part.Count);
                if (!part.EndOfMessage)
                    continue;

                Take(JsonElement.Parse(message.WrittenSpan));
                message.ResetWrittenCount();
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or WebSocketException)
        {
            foreach (var call in _calls.Values)
                call.TrySetException(new InvalidOperationException("Chromium is gone.", failure));
        }
    }

    private void Take(JsonElement message)
    {
        if (!message.TryGetProperty("id", out var id) || !_calls.TryRemove(id.GetInt32(), out var call))
            return;

        if (message.TryGetProperty("error", out var error))
            call.TrySetException(new InvalidOperationException($"Chromium refused: {error}"));
        else
            call.TrySetResult(message.GetProperty("result").Clone());
    }
}
