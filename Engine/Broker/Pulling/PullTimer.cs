namespace Engine.Broker.Pulling;

/// <summary>Ends the wait of a held pull in time, and when its connection closes.</summary>
internal sealed class PullTimer(TimeProvider timeProvider, TimeSpan longest)
{
    /// <summary>Completes when the pull is woken, its time has passed or the token is cancelled; never fails.</summary>
    public async Task WaitAsync(HeldPull held, long millis, CancellationToken cancellationToken)
    {
        var hold = TimeSpan.FromMilliseconds(Math.Clamp(millis, 0, (long)longest.TotalMilliseconds));
        using var closed = cancellationToken.UnsafeRegister(static pull => ((HeldPull)pull!).Wake(), held);
        using var timer = timeProvider.CreateTimer(
            static pull => ((HeldPull)pull!).Wake(), held, hold, Timeout.InfiniteTimeSpan);
        await held.Woken.ConfigureAwait(false);
    }
}
