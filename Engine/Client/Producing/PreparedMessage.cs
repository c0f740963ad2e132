using Engine.Protocol;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Client.Producing;

/// <summary>A message or batch ready to be sent: everything but the queue is decided and stays the same over all attempts.</summary>
/// <param name="MessageId">The unique key; of a batch all of them, joined by commas.</param>
/// <param name="Template">The header but for the queue.</param>
/// <param name="Body">The body as sent.</param>
internal sealed record PreparedMessage(string MessageId, SendMessageHeader Template, ReadOnlyMemory<byte> Body)
{
    public string Topic => Template.Topic;

    public SendKind Kind { get; init; }

    /// <summary>What the application gave, for the hooks.</summary>
    public IReadOnlyList<Message> Messages { get; init; } = [];

    public SendMessageHeader HeaderFor(MessageQueue queue) =>
        Template with { QueueId = queue.QueueId, BrokerName = queue.BrokerName };
}
