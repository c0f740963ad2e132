using System.Diagnostics;

namespace Engine.Tests.Client;

/// <summary>Waits, in real time, for a state that the code under test reaches by itself and signals nowhere.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    internal static async Task TrueAsync(Func<bool> isTrue, string expected)
    {
        var began = Stopwatch.GetTimestamp();
        while (!isTrue())
        {
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(Patience, $"expected: {expected}");
            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
