using System.Diagnostics;
using Engine.Benchmarks.Running;

namespace Engine.Benchmarks.Crashing;

/// <summary>A loading process as its killer sees it.</summary>
internal sealed class LoadProcess : IDisposable
{
    private readonly ChildProcess _child;

    private LoadProcess(ChildProcess child) => _child = child;

    /// <summary>The last step it said.</summary>
    internal LoadStep Step { get; private set; }

    public void Dispose() => _child.Dispose();

    internal static LoadProcess Start(LoadOrder order) => new(ChildProcess.Start(CrashLoad.Role, order.ToArguments()));

    /// <summary>Waits until it says a step.</summary>
    /// <returns>How long that took in ms.</returns>
    /// <exception cref="InvalidOperationException">It ended before.</exception>
    internal async Task<double> ReachAsync(LoadStep step, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        while (Step < step)
        {
            if (!await ReadStepAsync(ct).ConfigureAwait(false))
                throw new InvalidOperationException($"The loading process ended in the step {Step}, before {step}.");
        }

        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    internal void Stop() => _child.Say(CrashLoad.Stop);

    /// <summary>Kills it some time from now; <see cref="Step"/> says afterwards how far it came.</summary>
    internal async Task KillAsync(double afterMs, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();

        // A timer is a millisecond early or late: the rest is counted off, so that any instant is hit.
        if (afterMs >= 2)
            await Task.Delay(TimeSpan.FromMilliseconds(afterMs - 1), TimeProvider.System, ct).ConfigureAwait(false);

        SpinWait.SpinUntil(() => Stopwatch.GetElapsedTime(began).TotalMilliseconds >= afterMs);
        _child.Kill();
        await EndAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Waits for its end and for what it said until then.</summary>
    internal async Task EndAsync(CancellationToken ct)
    {
        while (await ReadStepAsync(ct).ConfigureAwait(false))
        {
        }

        await _child.WaitAsync(ct).ConfigureAwait(false);
    }

    private async ValueTask<bool> ReadStepAsync(CancellationToken ct)
    {
        var line = await _child.ReadLineAsync(ct).ConfigureAwait(false);
        if (Enum.TryParse<LoadStep>(line, out var step))
            Step = step;

        return line is not null;
    }
}
