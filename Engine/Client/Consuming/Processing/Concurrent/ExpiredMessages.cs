using System.Globalization;
using Engine.Client.Consuming.Retries;
using Engine.Duties;
using Engine.Protocol;
using Engine.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Consuming.Processing.Concurrent;

/// <summary>
/// Keeps a listener call that does not end from holding back its queue: every consume time-out the first message of each queue, when it
/// has been in the listener for longer, is sent back and taken out, then the next one, up to sixteen. The call itself goes on. Mirrors
/// ProcessQueue#cleanExpiredMsg.
/// </summary>
internal sealed partial class ExpiredMessages : IAsyncDisposable
{
    private const int MostPerRound = 16;
    private const int DelayLevel = 3;

    private readonly ConsumerScope _scope;
    private readonly SendBack _sendBack;
    private readonly PeriodicLoop _loop;
    private readonly ILogger _logger;

    public ExpiredMessages(ConsumerScope scope, SendBack sendBack)
    {
        _scope = scope;
        _sendBack = sendBack;
        _logger = scope.Logger<ExpiredMessages>();
        _loop = scope.Instance.Loop("expired messages", scope.Options.ConsumeTimeout, scope.Options.ConsumeTimeout, RunAsync);
    }

    public void Start() => _loop.Start();

    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    /// <summary>One round over all queues.</summary>
    internal async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (queue, processQueue) in _scope.Queues.Current.OrderBy(pair => pair.Key))
        {
            for (var sent = 0; sent < MostPerRound && !processQueue.IsDropped; sent++)
            {
                if (processQueue.First is not { } first || !IsExpired(first)
                    || !await TryDisposeOfAsync(queue, first, cancellationToken).ConfigureAwait(false))
                {
                    break;
                }

                if (processQueue.Remove([first]) is { } offset)
                {
                    processQueue.Commit(_scope.Offsets, queue, offset);
                }
            }
        }
    }

    private bool IsExpired(MessageExt message) =>
        long.TryParse(message.Property(MessageProperties.ConsumeStartTime), CultureInfo.InvariantCulture, out var began)
        && _scope.TimeProvider.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(began) > _scope.Options.ConsumeTimeout;

    /// <summary>A message that nobody takes stays until the next round.</summary>
    private async Task<bool> TryDisposeOfAsync(MessageQueue queue, MessageExt message, CancellationToken cancellationToken)
    {
        LogExpired(_scope.Group, queue, message.QueueOffset, _scope.Options.ConsumeTimeout);

        // The others of a broadcasting group must not get again what hangs here: it is dropped, as what fails is.
        return _scope.IsBroadcasting
            || await _sendBack.TryAsync(queue, message, DelayLevel, cancellationToken).ConfigureAwait(false);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the listener of group {Group} has had the message at offset {Offset} of queue {Queue} for more than {Timeout}")]
    private partial void LogExpired(string group, MessageQueue queue, long offset, TimeSpan timeout);
}
