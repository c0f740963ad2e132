using Engine.Duties;
using Microsoft.Extensions.Logging;

namespace Engine.Broker.Delays;

/// <summary>
/// Delivers delayed messages when they are due, each level on its own so that none holds up another. A level sleeps until its next
/// message is due, or until one comes; it does not poll. Mirrors ScheduleMessageService.
/// </summary>
internal sealed class DelayDelivery : IAsyncDisposable
{
    /// <summary>After a refusal of the store.</summary>
    private static readonly TimeSpan PauseTime = TimeSpan.FromSeconds(1);

    /// <summary>The longest sleep before the clock is looked at again: it may have been set forward.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(10);

    private readonly DelaySignals _signals;
    private readonly TimeProvider _timeProvider;
    private readonly List<BackgroundLoop> _loops;

    public DelayDelivery(string brokerName, IEnumerable<DelayLevel> levels, DelaySignals signals, TimeProvider timeProvider, ILogger logger)
    {
        _signals = signals;
        _timeProvider = timeProvider;
        _loops =
        [
            .. levels.Select(level => new BackgroundLoop(
                $"delay level {level.Number} of {brokerName}", token => RunAsync(level, token), logger, timeProvider)),
        ];
    }

    public void Start()
    {
        foreach (var loop in _loops)
        {
            loop.Start();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var loop in _loops)
        {
            await loop.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task RunAsync(DelayLevel level, CancellationToken stopping)
    {
        while (true)
        {
            var turn = level.Deliver();
            switch (turn.Kind)
            {
                case DelayTurnKind.Again:
                    // Others get the thread between two reads, however much is due.
                    await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                    stopping.ThrowIfCancellationRequested();
                    break;
                case DelayTurnKind.WaitForArrival:
                    await _signals.WaitAsync(level.Number, stopping).ConfigureAwait(false);
                    break;
                case DelayTurnKind.WaitUntilDue:
                    await SleepUntilAsync(turn.DueMs, stopping).ConfigureAwait(false);
                    break;
                default:
                    await Task.Delay(PauseTime, _timeProvider, stopping).ConfigureAwait(false);
                    break;
            }
        }
    }

    private async Task SleepUntilAsync(long dueMs, CancellationToken stopping)
    {
        var left = DateTimeOffset.FromUnixTimeMilliseconds(dueMs) - _timeProvider.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            // A sleep counts whole milliseconds: a rest of one, cut off, would turn here without a pause until it is over.
            var sleep = TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds));
            await Task.Delay(sleep < LongestSleep ? sleep : LongestSleep, _timeProvider, stopping).ConfigureAwait(false);
        }
    }
}
