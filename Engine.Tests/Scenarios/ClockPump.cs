using System.Diagnostics;
using Engine.Tests.Time;

namespace Engine.Tests.Scenarios;

/// <summary>
/// Drives a scenario's clock: whenever what is waited for does not come by itself, the clock moves on, first in small steps (flow
/// control), then in larger ones (reports, rebalance).
/// </summary>
internal sealed class ClockPump(FakeTimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan FirstStep = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LargestStep = TimeSpan.FromSeconds(1);

    /// <summary>Returns when the task has ended.</summary>
    internal async Task UntilAsync(Task task, string what)
    {
        await UntilAsync(
            async () =>
            {
                await Task.WhenAny(task, Task.Delay(Quiet, TimeProvider.System));
                return task.IsCompleted;
            },
            () => what);
        await task;
    }

    /// <summary>Returns when the question is answered with yes.</summary>
    internal async Task UntilAsync(Func<Task<bool>> isTrue, Func<string> what)
    {
        var step = FirstStep;
        await UntilAsync(isTrue, what, () =>
        {
            clock.Advance(step);
            step = step * 2 < LargestStep ? step * 2 : LargestStep;
        });
    }

    /// <summary>The same for what comes by itself: the clock stands still.</summary>
    internal static Task UntilStillAsync(Func<bool> isTrue, string what) => UntilStillAsync(() => Task.FromResult(isTrue()), what);

    internal static Task UntilStillAsync(Func<Task<bool>> isTrue, string what) => UntilAsync(isTrue, () => what, () => { });

    private static async Task UntilAsync(Func<Task<bool>> isTrue, Func<string> what, Action between)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await isTrue())
        {
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(Patience, $"expected: {what()}");
            between();
            await Task.Delay(Quiet, TimeProvider.System);
        }
    }
}
