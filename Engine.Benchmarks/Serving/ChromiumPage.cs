using System.Text.Json;
using System.Text.Json.Nodes;

namespace Engine.Benchmarks.Serving;

/// <summary>One page of a <see cref="Chromium"/>.</summary>
internal sealed class ChromiumPage(Chromium browser, string target, string session)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The value of an expression in the page; a promise is waited for.</summary>
    internal async Task<JsonElement> EvaluateAsync(string expression, CancellationToken ct)
    {
        var parameters = new JsonObject { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true };
        var answer = await browser.CallAsync("Runtime.evaluate", parameters, session, ct).ConfigureAwait(false);
        return answer.TryGetProperty("exceptionDetails", out var failure)
            ? throw new InvalidOperationException($"The page failed: {failure}")
            : answer.GetProperty("result").TryGetProperty("value", out var value) ? value : default;
    }

    /// <summary>Returns once an expression is true in the page.</summary>
    /// <exception cref="TimeoutException">It was not within 30 s.</exception>
    internal async Task UntilAsync(string expression, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        try
        {
            while (!await HoldsAsync(expression, end.Token).ConfigureAwait(false))
                await Task.Delay(LookEvery, TimeProvider.System, end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"Expected in the page within {Patience}: {expression}");
        }
    }

    /// <summary>False also while the page is between two documents, where nothing can be asked.</summary>
    private async Task<bool> HoldsAsync(string expression, CancellationToken ct)
    {
        try
        {
            return (await EvaluateAsync($"Boolean({expression})", ct).ConfigureAwait(false)).ValueKind == JsonValueKind.True;
        }
        catch (InvalidOperationException refusal) when (refusal.Message.Contains("execution context", StringComparison.Ordinal))
        {
            return false;
        }
    }

    internal Task CloseAsync(CancellationToken ct) =>
        browser.CallAsync("Target.closeTarget", new JsonObject { ["targetId"] = target }, null, ct);
}
