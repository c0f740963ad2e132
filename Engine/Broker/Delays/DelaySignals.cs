using System.Threading.Channels;

namespace Engine.Broker.Delays;

/// <summary>Tells each delay level that a message has come to wait in it. A signal that nobody waits for yet is kept, once.</summary>
internal sealed class DelaySignals(int levels)
{
    private readonly Channel<bool>[] _signals = [.. Enumerable.Range(0, levels).Select(_ => Make())];

    /// <summary>A message became readable in a queue of the schedule topic.</summary>
    public void Arrived(int queueId)
    {
        if (queueId >= 0 && queueId < _signals.Length)
        {
            _signals[queueId].Writer.TryWrite(true);
        }
    }

    /// <summary>Completes when a message has come since the last wait.</summary>
    public ValueTask<bool> WaitAsync(int level, CancellationToken cancellationToken) =>
        _signals[DelayRewrite.QueueOf(level)].Reader.ReadAsync(cancellationToken);

    /// <summary>The arrival is told on an appender's thread: what waits goes on elsewhere.</summary>
    private static Channel<bool> Make() => Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1)
        {
            FullMode = BoundedChannelFullMode.DropWrite,
            SingleReader = true,
            AllowSynchronousContinuations = false,
        });
}
