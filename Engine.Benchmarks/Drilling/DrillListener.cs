using System.Buffers.Binary;
using System.Diagnostics;
using Engine.Client.Consuming;
using Engine.Protocol.Messages;

namespace Engine.Benchmarks.Drilling;

/// <summary>Takes a few milliseconds for a message and fails none. The first four bytes of a body are the message's number.</summary>
internal sealed class DrillListener(DrillLedger ledger, int member) : IMessageListener
{
    private const int Ms = 3;

    public async ValueTask<ConsumeStatus?> ConsumeAsync(
        IReadOnlyList<MessageExt> messages, ConsumeContext context, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            var began = Stopwatch.GetTimestamp();
            await Task.Delay(TimeSpan.FromMilliseconds(Ms), TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
            var place = $"{context.Queue} @{message.QueueOffset}";
            ledger.Consume(
                BinaryPrimitives.ReadInt32LittleEndian(message.Body.Span),
                new DrillDelivery(began, Stopwatch.GetTimestamp(), place, member));
        }

        return ConsumeStatus.Success;
    }
}
