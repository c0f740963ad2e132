using System.Diagnostics;
using Engine.Client.Api;
using Engine.Diagnostics;
using Engine.Protocol;
using Engine.Protocol.Headers;

namespace Engine.Client.Producing;

/// <summary>
/// One attempt to send to one queue: finds its master, lets the hooks look on and keeps how the broker did. Mirrors
/// DefaultMQProducerImpl#sendKernelImpl.
/// </summary>
internal sealed class QueueSend(ProducerScope scope)
{
    private readonly BrokerSendApi _api = scope.Instance.Apis.Sending;

    /// <summary>Sends and waits for the answer.</summary>
    public async ValueTask<SendResult> SendAsync(
        PreparedMessage message, MessageQueue queue, SendMode mode, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var began = Begin();
        using var activity = StartActivity(message, queue);
        SendMessageContext? context = null;
        try
        {
            var master = await scope.Instance.Routes.RequireMasterAsync(queue, cancellationToken).ConfigureAwait(false);
            context = Begin(message, queue, master.Address, mode);
            var header = message.HeaderFor(queue);
            var sending = message.Kind == SendKind.Reply
                ? _api.SendReplyAsync(master.Address, header, message.Body, timeout, cancellationToken)
                : _api.SendAsync(master.Address, header, message.Body, timeout, cancellationToken);
            var (status, stored) = await sending.ConfigureAwait(false);
            var result = ResultOf(status, message.MessageId, queue, stored);
            End(context, queue, began, result, failure: null);
            return result;
        }
        catch (Exception exception)
        {
            EngineActivities.Fail(activity, exception.GetType().FullName!);
            End(context, queue, began, result: null, exception);
            throw;
        }
    }

    /// <summary>Sends without an answer.</summary>
    public async Task SendOneWayAsync(
        PreparedMessage message, MessageQueue queue, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var began = Begin();
        using var activity = StartActivity(message, queue);
        SendMessageContext? context = null;
        try
        {
            var master = await scope.Instance.Routes.RequireMasterAsync(queue, cancellationToken).ConfigureAwait(false);
            context = Begin(message, queue, master.Address, SendMode.OneWay);
            await _api
                .SendOneWayAsync(master.Address, message.HeaderFor(queue), message.Body, timeout, cancellationToken)
                .ConfigureAwait(false);
            End(context, queue, began, result: null, failure: null);
        }
        catch (Exception exception)
        {
            EngineActivities.Fail(activity, exception.GetType().FullName!);
            End(context, queue, began, result: null, exception);
            throw;
        }
    }

    private static SendResult ResultOf(SendStatus status, string messageId, MessageQueue queue, SendMessageResponseHeader stored) =>
        new(status, messageId, stored.MsgId ?? string.Empty, queue with { QueueId = stored.QueueId }, stored.QueueOffset)
        {
            TransactionId = stored.TransactionId,
            RegionId = stored.MsgRegion,
            TraceOn = stored.TraceOn != "false",
        };

    private static Activity? StartActivity(PreparedMessage message, MessageQueue queue) =>
        EngineActivities.StartSend(message.Topic, queue.BrokerName, queue.QueueId, message.MessageId);

    /// <summary>When an attempt begins, if anybody asks how long it takes.</summary>
    private long Begin() => scope.Faults.IsEnabled ? scope.TimeProvider.GetTimestamp() : 0;

    /// <summary>Null when no hook looks on.</summary>
    private SendMessageContext? Begin(PreparedMessage message, MessageQueue queue, string address, SendMode mode)
    {
        if (scope.Hooks.IsEmpty)
        {
            return null;
        }

        var context = new SendMessageContext
        {
            ProducerGroup = message.Template.ProducerGroup,
            Messages = message.Messages,
            MessageId = message.MessageId,
            Queue = queue,
            BrokerAddress = address,
            Mode = mode,
            Kind = message.Kind,
        };
        scope.Hooks.BeforeSend(context);
        return context;
    }

    private void End(SendMessageContext? context, MessageQueue queue, long began, SendResult? result, Exception? failure)
    {
        // A broker's refusal counts as its failure whatever the code, as in RocketMQ; a cancelled attempt says nothing against it.
        if (scope.Faults.IsEnabled)
        {
            scope.Faults.Report(queue.BrokerName, scope.TimeProvider.GetElapsedTime(began), failed: failure is ClientException);
        }

        if (context is not null)
        {
            scope.Hooks.AfterSend(context with { Result = result, Failure = failure });
        }
    }
}
