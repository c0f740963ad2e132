using System.Threading.Channels;
using Engine.Client.Consuming;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Consuming;

/// <summary>A listener that does what the test says, success unless told otherwise, and keeps the batches it got.</summary>
internal sealed class RecordingListener : IMessageListener
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<IReadOnlyList<MessageExt>> _batches = Channel.CreateUnbounded<IReadOnlyList<MessageExt>>();

    internal Func<IReadOnlyList<MessageExt>, ConsumeContext, CancellationToken, ValueTask<ConsumeStatus?>> Script { get; set; } =
        (_, _, _) => ValueTask.FromResult<ConsumeStatus?>(ConsumeStatus.Success);

    public ValueTask<ConsumeStatus?> ConsumeAsync(
        IReadOnlyList<MessageExt> messages,
        ConsumeContext context,
        CancellationToken cancellationToken)
    {
        _batches.Writer.TryWrite(messages);
        return Script(messages, context, cancellationToken);
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

    internal bool HasMore => _batches.Reader.Count > 0;
}
