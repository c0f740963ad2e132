using System.Threading.Channels;

namespace Dashboard.Figures.Sampling;

/// <summary>
/// Turns many changes into few samples: the first after a quiet time at once, then at most one per interval, and always one more after the
/// last change. Changes in between are one change.
/// </summary>
internal sealed class ChangePacer(TimeSpan interval, TimeProvider timeProvider)
{
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private long? _lastSample;

    /// <summary>Something changed; any thread, returns at once.</summary>
    internal void Trigger() => _changed.Writer.TryWrite(true);

    /// <summary>Returns when a sample is due. A change from now on is one more sample. One caller at a time.</summary>
    internal async Task WaitAsync(CancellationToken cancellationToken)
    {
        await _changed.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false);
        var wait = _lastSample is { } last ? interval - timeProvider.GetElapsedTime(last) : TimeSpan.Zero;
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, timeProvider, cancellationToken).ConfigureAwait(false);

        // Taken before the read begins: a change during the read is not in it and must count again.
        _changed.Reader.TryRead(out _);
        _lastSample = timeProvider.GetTimestamp();
    }
}
