using System.Threading.Channels;
using Engine.Admin.Clusters;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Microsoft.Extensions.Logging;

namespace Engine.Admin.Statistics;

/// <summary>
/// Asks one broker again and again what changed (AWAIT_CHANGE, 30002), carrying on the version it saw. The first answer comes at once,
/// so a reader hears what happened between its last look and its watching. For a broker that does not know the request there is a signal
/// once a second, one for all of those.
/// </summary>
internal sealed partial class BrokerChangeLoop(
    ClusterCalls calls,
    ChangeScope scope,
    Func<BrokerEndpoint> broker,
    PollTurns polls,
    ChannelWriter<ChangeSignal> signals,
    ILogger logger)
{
    private const long NothingSeen = -1;

    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AnswerTime = Hold + TimeSpan.FromSeconds(5);

    private long _seen = NothingSeen;
    private readonly RetryDelays _delays = new();

    /// <summary>Runs until the token; survives everything else.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await TurnAsync(cancellationToken).ConfigureAwait(false);
                _delays.Reset();
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogTurnFailed(logger, broker().Name, scope.Kind, scope.Name, exception);
                await WaitAsync(_delays.Next(), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        var endpoint = broker();
        if (polls.CannotSignal(endpoint))
        {
            await PollAsync(endpoint, cancellationToken).ConfigureAwait(false);
            return;
        }

        var header = new AwaitChangeHeader
        {
            Scope = scope.Kind,
            Name = scope.Name,
            Version = _seen,
            HoldMillis = (long)Hold.TotalMilliseconds,
        };
        var request = RemotingCommand.Request(RequestCode.AwaitChange, header);
        var answer = await calls.AskAsync(endpoint, request, AnswerTime, cancellationToken).ConfigureAwait(false);
        switch (answer.Code)
        {
            case ResponseCode.Success:
                var version = answer.ReadHeader<AwaitChangeResponseHeader>().Version;
                await SignalAsync(endpoint, version, cancellationToken).ConfigureAwait(false);
                break;
            case ResponseCode.RequestCodeNotSupported:
                polls.NoteCannotSignal(endpoint);
                break;
            default:
                throw ClusterCalls.Refusal(endpoint, answer, "waiting for changes");
        }
    }

    private async Task PollAsync(BrokerEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (polls.TryTake())
        {
            await signals.WriteAsync(new ChangeSignal(endpoint.Name, ++_seen, FigureSource.Poll), cancellationToken).ConfigureAwait(false);
        }

        await Task.Delay(FigureSource.PollInterval, calls.Time, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask SignalAsync(BrokerEndpoint endpoint, long version, CancellationToken cancellationToken)
    {
        if (version == _seen)
        {
            return;
        }

        // Lower than before after a restart of the broker: a change like any other.
        _seen = version;
        await signals.WriteAsync(new ChangeSignal(endpoint.Name, version, FigureSource.Push), cancellationToken).ConfigureAwait(false);
    }

    private async Task WaitAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        await Task.Delay(delay, calls.Time, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Change signals of broker {Broker} for {Scope} {Name} failed")]
    private static partial void LogTurnFailed(ILogger logger, string broker, string scope, string? name, Exception exception);
}
