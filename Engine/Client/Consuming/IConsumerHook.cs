using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Client.Consuming;

/// <summary>
/// Looks on, and may filter, between broker and listener. Called by many threads; a hook that throws is logged and passed over. Mirrors
/// RocketMQ's FilterMessageHook and ConsumeMessageHook.
/// </summary>
public interface IConsumerHook
{
    /// <summary>What is left of a pulled batch, after the tag filter. What is left out counts as consumed.</summary>
    IReadOnlyList<MessageExt> Filter(MessageQueue queue, IReadOnlyList<MessageExt> messages) => messages;

    /// <summary>Right before a listener call; the context knows no result yet.</summary>
    void BeforeConsume(ConsumeMessageContext context)
    {
    }

    /// <summary>Right after a listener call, however it ended.</summary>
    void AfterConsume(ConsumeMessageContext context)
    {
    }
}
