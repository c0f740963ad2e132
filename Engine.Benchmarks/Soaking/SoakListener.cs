using System.Buffers.Binary;
using System.Diagnostics;
using Engine.Benchmarks.Crashing;
using Engine.Client.Consuming;
using Engine.Protocol.Messages;

namespace Engine.Benchmarks.Soaking;

/// <summary>
/// Takes up to 20 ms for a message and fails one in twenty, by each of the ways there are: its word, an exception, no answer. The first
/// four bytes of a body are the message's number. Calls are never cut short, so they also end behind the end of their member.
/// </summary>
internal sealed class SoakListener(SoakLedger ledger, ShareRecorder shares, SoakFailures failures) : IMessageListener
{
    private const int MostMs = 20;

    public async ValueTask<ConsumeStatus?> ConsumeAsync(
        IReadOnlyList<MessageExt> messages, ConsumeContext context, CancellationToken cancellationToken)
    {
        var message = messages[0];
        var number = BinaryPrimitives.ReadInt32LittleEndian(message.Body.Span);
        var delivery = ledger.Begin(number, shares.Of(context.Queue), message.QueueOffset, Stopwatch.GetTimestamp());
        var chance = LoadId.Mix(((ulong)number << 32) + (ulong)ledger.AttemptsOf(number));
        await Task.Delay(TimeSpan.FromMilliseconds(chance % MostMs), TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
        var failure = failures.Of(number, ledger.AttemptsOf(number));
        ledger.End(delivery, Stopwatch.GetTimestamp(), failure is null);
        if (failure is not { } kind)
            return ConsumeStatus.Success;

        context.DelayLevelWhenNextConsume = kind.DelayLevel;
        return kind.Way switch
        {
            FailureWay.Throws => throw new InvalidOperationException($"message {number} fails"),
            FailureWay.AnswersNull => null,
            _ => ConsumeStatus.ReconsumeLater,
        };
    }
}
