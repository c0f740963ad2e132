using Engine.Protocol;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Producing;

/// <summary>Runs the hooks of a producer in order; one that throws is logged and stops neither the others nor the send.</summary>
internal sealed partial class SendHooks(string group, IReadOnlyList<ISendHook> hooks, ILogger logger)
{
    public bool IsEmpty => hooks.Count == 0;

    public void BeforeSend(SendMessageContext context)
    {
        foreach (var hook in hooks)
        {
            Try(context.Queue, () => hook.BeforeSend(context));
        }
    }

    public void AfterSend(SendMessageContext context)
    {
        foreach (var hook in hooks)
        {
            Try(context.Queue, () => hook.AfterSend(context));
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "a hook of producer group {Group} failed at a send to queue {Queue}")]
    private partial void LogHookFailed(Exception exception, string group, MessageQueue queue);
}
