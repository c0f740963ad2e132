using System.Threading.Channels;
using Engine.Client.Consuming;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Consuming;

/// <summary>An orderly listener that does what the test says, success unless told otherwise, and keeps the batches it got.</summary>
internal sealed class RecordingOrderlyListener : IOrderlyMessageListener
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<IReadOnlyList<MessageExt>> _batches = Channel.CreateUnbounded<IReadOnlyList<MessageExt>>();
    private int _running;

    internal delegate ValueTask<ConsumeOrderlyStatus?> Answer(
        IReadOnlyList<MessageExt> messages,
        ConsumeOrderlyContext context,
        CancellationToken cancellationToken);

    internal Answer Script { get; set; } =
        (_, _, _) => ValueTask.FromResult<ConsumeOrderlyStatus?>(ConsumeOrderlyStatus.Success);

    /// <summary>Calls under way at the most at one time.</summary>
    internal int MostRunning { get; private set; }

    internal bool HasMore => _batches.Reader.Count > 0;

    public async ValueTask<ConsumeOrderlyStatus?> ConsumeAsync(
        IReadOnlyList<MessageExt> messages,
        ConsumeOrderlyContext context,
        CancellationToken cancellationToken)
    {
        MostRunning = Math.Max(MostRunning, Interlocked.Increment(ref _running));
        _batches.Writer.TryWrite(messages);
        try
        {
            return await Script(messages, context, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    /// <summary>The next batch that no call has returned yet; fails when none comes in time.</summary>
    internal async Task<IReadOnlyList<MessageExt>> NextAsync()
    {
        try
        {
            return await _batches.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException("expected another batch for the listener", late);
        }
    }

    internal async Task<long[]> NextOffsetsAsync() => [.. (await NextAsync()).Select(message => message.QueueOffset)];
}
