using Engine.Client.Consuming;
using Engine.Protocol.Messages;

namespace Dashboard.Tests.Api;

/// <summary>Takes no message.</summary>
internal sealed class RefusingListener : IMessageListener
{
    public ValueTask<ConsumeStatus?> ConsumeAsync(
        IReadOnlyList<MessageExt> messages, ConsumeContext context, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ConsumeStatus?>(ConsumeStatus.ReconsumeLater);
}
