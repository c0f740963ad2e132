using Engine.Protocol;
using Engine.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Consuming.Processing;

/// <summary>Runs the hooks of a consumer in order; one that throws is logged and stops neither the others nor consumption.</summary>
internal sealed partial class ConsumerHooks(string group, IReadOnlyList<IConsumerHook> hooks, ILogger logger)
{
    public IReadOnlyList<MessageExt> Filter(MessageQueue queue, IReadOnlyList<MessageExt> messages)
    {
        var left = messages;
        foreach (var hook in hooks)
        {
            Try(queue, () => left = hook.Filter(queue, left)
                ?? throw new InvalidOperationException("its filter gave no messages, not even none"));
        }

        return left;
    }

    /// <summary>Tells the hooks that a call begins; null when there are none to tell.</summary>
    public ConsumeMessageContext? Before(MessageQueue queue, IReadOnlyList<MessageExt> messages)
    {
        if (hooks.Count == 0)
        {
            return null;
        }

        var context = new ConsumeMessageContext { ConsumerGroup = group, Queue = queue, Messages = messages };
        foreach (var hook in hooks)
        {
            Try(queue, () => hook.BeforeConsume(context));
        }

        return context;
    }

    public void After(ConsumeMessageContext context)
    {
        foreach (var hook in hooks)
        {
            Try(context.Queue, () => hook.AfterConsume(context));
        }
    }

    private void Try(MessageQueue queue, Action run)
    {
        try
        {
            run();
        }
        catch (Exception exception)
        {
            LogHookFailed(exception, group, queue);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "a hook of group {Group} failed on queue {Queue}")]
    private partial void LogHookFailed(Exception exception, string group, MessageQueue queue);
}
