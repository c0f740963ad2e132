using System.Globalization;
using Engine.Client.Instance;
using Engine.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Producing;

/// <summary>
/// Sends a request and waits for the reply, which a broker brings (326). Mirrors DefaultMQProducerImpl#request and #prepareSendRequest.
/// </summary>
internal sealed partial class RequestSends(
    ProducerScope scope,
    MessagePreparation preparation,
    PendingRequests pending,
    BrokerPresence presence)
{
    private readonly AsyncSendAttempts _attempts = new(scope);
    private readonly ILogger _logger = scope.Logger<RequestSends>();

    public async Task<MessageExt> RequestAsync(Message message, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.FromMilliseconds(1));
        var began = scope.TimeProvider.GetTimestamp();
        var correlationId = scope.Instance.Context.UniqueKeys.Next();
        var request = preparation.Prepare(message, SendKind.Normal,
        [
            new(MessageProperties.CorrelationId, correlationId),
            new(MessageProperties.ReplyToClient, scope.Instance.ClientId),
            new(MessageProperties.TimeToLive, ((long)timeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)),
        ]);
        await EnsureReachableAsync(message.Topic, cancellationToken).ConfigureAwait(false);
        var reply = pending.WaitAsync(correlationId);
        try
        {
            await SendAsync(request, reply, timeout - scope.TimeProvider.GetElapsedTime(began), cancellationToken).ConfigureAwait(false);
            var left = timeout - scope.TimeProvider.GetElapsedTime(began);
            return await reply
                .WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, scope.TimeProvider, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (TimeoutException late)
        {
            throw new ClientException(
                ClientErrorCode.RequestTimeout,
                $"The request {request.MessageId} to topic {message.Topic} was sent, but no reply came within "
                + $"{timeout.TotalMilliseconds:0} ms.",
                late);
        }
        finally
        {
            pending.GiveUp(correlationId);
        }
    }

    /// <summary>A reply that came makes up for an answer of the broker that did not.</summary>
    private async Task SendAsync(PreparedMessage request, Task<MessageExt> reply, TimeSpan budget, CancellationToken cancellationToken)
    {
        try
        {
            await _attempts.SendAsync(request, budget, cancellationToken).ConfigureAwait(false);
        }
        catch (ClientException exception) when (reply.IsCompletedSuccessfully)
        {
            LogAnsweredAllTheSame(request.MessageId, request.Topic, exception.Message);
        }
    }

    /// <summary>
    /// The reply goes to any broker of the cluster's reply topic, and that one must know this client: so all of them are told, once.
    /// </summary>
    private async Task EnsureReachableAsync(string topic, CancellationToken cancellationToken)
    {
        await scope.Routes.GetAsync(topic, cancellationToken).ConfigureAwait(false);
        var routes = scope.Instance.Routes;
        var clusters = routes.Current.Find(topic)?.Body.BrokerDatas.Select(broker => broker.Cluster).Distinct(StringComparer.Ordinal) ?? [];
        foreach (var cluster in clusters)
        {
            await routes.GetAsync(TopicNames.Reply(cluster), cancellationToken).ConfigureAwait(false);
        }

        await presence.EnsureAsync(cancellationToken).ConfigureAwait(false);
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "the reply to request {MessageId} of topic {Topic} came although sending the request failed: {Reason}")]
    private partial void LogAnsweredAllTheSame(string messageId, string topic, string reason);
}
