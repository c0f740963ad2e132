using Engine.Client.Consuming;
using Engine.Protocol.Messages;

namespace Dashboard.Demo;

/// <summary>
/// Counts what it consumes, takes its time for it, and fails now and then: by chance as often as wished, and always on a poison message,
/// one with the tag <see cref="PoisonTag"/>.
/// </summary>
/// <param name="request">The wishes.</param>
/// <param name="timeProvider">Its clock.</param>
/// <param name="chance">A number from 0 to below 1; called by many threads.</param>
internal sealed class DemoListener(DemoConsumerRequest request, TimeProvider timeProvider, Func<double> chance)
    : IMessageListener, IOrderlyMessageListener
{
    public const string PoisonTag = "poison";

    private long _consumed;
    private long _failed;

    public long Consumed => Interlocked.Read(ref _consumed);

    public long Failed => Interlocked.Read(ref _failed);

    public async ValueTask<ConsumeStatus?> ConsumeAsync(
        IReadOnlyList<MessageExt> messages,
        ConsumeContext context,
        CancellationToken cancellationToken) =>
        await IsDoneAsync(messages, cancellationToken) ? ConsumeStatus.Success : ConsumeStatus.ReconsumeLater;

    public async ValueTask<ConsumeOrderlyStatus?> ConsumeAsync(
        IReadOnlyList<MessageExt> messages,
        ConsumeOrderlyContext context,
        CancellationToken cancellationToken) =>
        await IsDoneAsync(messages, cancellationToken) ? ConsumeOrderlyStatus.Success : ConsumeOrderlyStatus.SuspendCurrentQueueAMoment;

    private async ValueTask<bool> IsDoneAsync(IReadOnlyList<MessageExt> messages, CancellationToken cancellationToken)
    {
        if (request.DelayMs > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(request.DelayMs) * messages.Count, timeProvider, cancellationToken);
        }

        var isDone = messages.All(message => message.Tags != PoisonTag) && chance() * 100 >= request.FailurePercent;
        Interlocked.Add(ref isDone ? ref _consumed : ref _failed, messages.Count);
        return isDone;
    }
}
