using Engine.Client.Consuming.Processing.Concurrent;
using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Client.Consuming.Processing;

/// <summary>
/// Looks on, and may filter, between broker and listener. A hook that throws is logged and passed over. Mirrors RocketMQ's
/// FilterMessageHook and ConsumeMessageHook.
/// </summary>
internal interface IConsumerHook
{
    /// <summary>What is left of a pulled batch, after the tag filter.</summary>
    IReadOnlyList<MessageExt> Filter(MessageQueue queue, IReadOnlyList<MessageExt> messages) => messages;

    void BeforeConsume(MessageQueue queue, IReadOnlyList<MessageExt> messages)
    {
    }

    void AfterConsume(MessageQueue queue, IReadOnlyList<MessageExt> messages, ConsumeReturn result)
    {
    }
}
