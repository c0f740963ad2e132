using Engine.Protocol.Codes;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Producing;

/// <summary>
/// The sends under way whose result a callback takes. Bounded: beyond the limit a send is refused with SYSTEM_BUSY. Mirrors
/// DefaultMQProducerImpl#send(Message, SendCallback) with its executor.
/// </summary>
internal sealed partial class CallbackSends(ProducerScope scope)
{
    private readonly AsyncSendAttempts _attempts = new(scope);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private readonly ILogger _logger = scope.Logger<CallbackSends>();
    private TaskCompletionSource? _none;
    private int _running;

    public int Running
    {
        get
        {
            lock (_lock)
            {
                return _running;
            }
        }
    }

    /// <summary>Returns at once; what goes wrong from here on, an illegal message included, is told to the callback.</summary>
    /// <param name="prepare">Checks the message and lays it out, on a pool thread.</param>
    /// <param name="callback">Takes the result.</param>
    public void Start(Func<PreparedMessage> prepare, ISendCallback callback)
    {
        lock (_lock)
        {
            if (_running >= scope.Options.MaxAsyncSends)
            {
                throw new ClientException(
                    ResponseCode.SystemBusy,
                    $"{_running} sends of producer group {scope.Options.Group} wait for their answers; wait for some of them first, or "
                    + $"raise {nameof(ProducerOptions.MaxAsyncSends)}.");
            }

            _running++;
        }

        _ = RunAsync(prepare, callback);
    }

    /// <summary>Gives up what is under way, and returns when the last callback has.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        Task none;
        lock (_lock)
        {
            _none ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            none = _running == 0 ? Task.CompletedTask : _none.Task;
        }

        await none.ConfigureAwait(false);
    }

    private async Task RunAsync(Func<PreparedMessage> prepare, ISendCallback callback)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            SendResult result;
            try
            {
                result = await _attempts.SendAsync(prepare(), scope.Options.SendMsgTimeout, _stopping.Token).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                callback.OnException(exception);
                return;
            }

            callback.OnSuccess(result);
        }
        catch (Exception exception)
        {
            LogCallbackFailed(exception, scope.Options.Group);
        }
        finally
        {
            Leave();
        }
    }

    private void Leave()
    {
        TaskCompletionSource? none = null;
        lock (_lock)
        {
            if (--_running == 0)
            {
                none = _none;
            }
        }

        none?.TrySetResult();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "a callback of producer group {Group} failed")]
    private partial void LogCallbackFailed(Exception exception, string group);
}
