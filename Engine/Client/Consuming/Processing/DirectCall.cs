using Engine.Protocol.Bodies;
using Microsoft.Extensions.Logging;

namespace Engine.Client.Consuming.Processing;

/// <summary>Calls a listener for an operator and tells how it went. Mirrors the consumeMessageDirectly methods of RocketMQ.</summary>
internal sealed partial class DirectCall(ConsumerScope scope)
{
    private readonly ILogger _logger = scope.Logger<DirectCall>();

    public async Task<ConsumeMessageDirectlyBody> RunAsync(Func<ValueTask<DirectConsumption>> listener, CancellationToken cancellationToken)
    {
        var began = scope.TimeProvider.GetTimestamp();
        var (result, remark) = await TryAsync(listener, cancellationToken).ConfigureAwait(false);
        return new ConsumeMessageDirectlyBody
        {
            Order = scope.IsOrderly,
            ConsumeResult = result,
            Remark = remark,
            SpentTimeMills = (long)scope.TimeProvider.GetElapsedTime(began).TotalMilliseconds,
        };
    }

    private async ValueTask<(DirectConsumption Result, string? Remark)> TryAsync(
        Func<ValueTask<DirectConsumption>> listener,
        CancellationToken cancellationToken)
    {
        try
        {
            return (await listener().ConfigureAwait(false), null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            LogFailed(exception, scope.Group);
            return (DirectConsumption.ThrowException, $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the listener of group {Group} failed on a message that it was given directly")]
    private partial void LogFailed(Exception exception, string group);
}
