using Engine.Diagnostics;
using Engine.Protocol;
using Engine.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Consuming.Processing;

/// <summary>
/// Calls a listener with everything that goes around it (D3): hooks, time, the kind of its end. An exception becomes a null answer.
/// </summary>
/// <typeparam name="TStatus">What this kind of listener answers.</typeparam>
/// <typeparam name="TContext">What it gets beside the messages.</typeparam>
/// <param name="scope">The consumer.</param>
/// <param name="hooks">Its hooks.</param>
/// <param name="failed">The answer that asks for the batch again.</param>
/// <param name="isSuccess">Whether an answer says that the batch is done.</param>
/// <param name="listener">The listener's method.</param>
internal sealed partial class ListenerCalls<TStatus, TContext>(
    ConsumerScope scope,
    ConsumerHooks hooks,
    TStatus failed,
    Func<TStatus, bool> isSuccess,
    Func<IReadOnlyList<MessageExt>, TContext, CancellationToken, ValueTask<TStatus?>> listener)
    where TStatus : struct, Enum
{
    private readonly ILogger _logger = scope.Logger<ListenerCalls<TStatus, TContext>>();

    public async ValueTask<TStatus?> CallAsync(
        MessageQueue queue,
        IReadOnlyList<MessageExt> messages,
        TContext context,
        CancellationToken cancellationToken)
    {
        using var activity = EngineActivities.StartProcess(
            scope.Group, queue.Topic, queue.BrokerName, queue.QueueId, messages.Count);
        var told = hooks.Before(queue, messages);
        var began = scope.TimeProvider.GetTimestamp();
        var (status, threw) = await TryAsync(queue, messages, context, cancellationToken).ConfigureAwait(false);
        var took = scope.TimeProvider.GetElapsedTime(began);
        var wantedAgain = status is { } answer ? EqualityComparer<TStatus>.Default.Equals(answer, failed) : (bool?)null;
        scope.Counters.Called(queue.Topic, took);
        var kind = ConsumeReturns.Of(wantedAgain, threw, took, scope.Options.ConsumeTimeout);
        if (threw || wantedAgain != false)
        {
            EngineActivities.Fail(activity, kind.ToString());
        }

        if (kind is ConsumeReturn.ReturnNull or ConsumeReturn.TimeOut)
        {
            LogOddEnd(scope.Group, queue, messages[0].QueueOffset, kind);
        }

        if (told is not null)
        {
            var success = status is { } said && isSuccess(said);
            hooks.After(told with { Success = success, Status = status?.ToString(), Type = kind });
        }

        return status;
    }

    private async ValueTask<(TStatus? Status, bool Threw)> TryAsync(
        MessageQueue queue,
        IReadOnlyList<MessageExt> messages,
        TContext context,
        CancellationToken cancellationToken)
    {
        try
        {
            return (await listener(messages, context, cancellationToken).ConfigureAwait(false), false);
        }
        catch (Exception exception)
        {
            LogListenerFailed(exception, scope.Group, queue, messages[0].QueueOffset, messages.Count);
            return (null, true);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the listener of group {Group} failed on {Count} messages of queue {Queue} from offset {Offset}")]
    private partial void LogListenerFailed(Exception exception, string group, MessageQueue queue, long offset, int count);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the listener of group {Group} ended with {Kind} on queue {Queue} at offset {Offset}")]
    private partial void LogOddEnd(string group, MessageQueue queue, long offset, ConsumeReturn kind);
}
