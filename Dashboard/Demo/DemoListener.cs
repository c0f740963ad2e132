using Engine.Client.Consuming;
using Engine.Protocol.Messages;

namespace Dashboard.Demo;

/// <summary>Counts what it consumes and takes its time for it.</summary>
internal sealed class DemoListener(TimeSpan delay, TimeProvider timeProvider) : IMessageListener
{
    private long _consumed;

    public long Consumed => Interlocked.Read(ref _consumed);

    public async ValueTask<ConsumeStatus?> ConsumeAsync(
        IReadOnlyList<MessageExt> messages,
        ConsumeContext context,
        CancellationToken cancellationToken)
    {
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay * messages.Count, timeProvider, cancellationToken);
        }

        Interlocked.Add(ref _consumed, messages.Count);
        return ConsumeStatus.Success;
    }
}
