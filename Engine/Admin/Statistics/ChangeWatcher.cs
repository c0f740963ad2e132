using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Engine.Admin.Clusters;
using Engine.Admin.Foreign;
using Microsoft.Extensions.Logging;

namespace Engine.Admin.Statistics;

/// <summary>
/// The change signals of all brokers as one stream. One loop per broker; brokers that come later are found within 30 s. The stream
/// holds one signal and each loop waits with its next one until there is room, so a slow reader loses nothing but repetition.
/// </summary>
internal sealed partial class ChangeWatcher(
    ClusterCalls calls, ClusterDirectory directory, ForeignBrokers foreign, ILogger<ChangeWatcher> logger)
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(30);

    public async IAsyncEnumerable<ChangeSignal> WatchAsync(
        ChangeScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var signals = Channel.CreateBounded<ChangeSignal>(new BoundedChannelOptions(1) { SingleReader = true });
        var loops = SuperviseAsync(scope, signals.Writer, stop.Token);
        try
        {
            // The supervisor completes the channel when the token stops it: the stream ends, it does not throw.
            while (await signals.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
            {
                while (!cancellationToken.IsCancellationRequested && signals.Reader.TryRead(out var signal))
                {
                    yield return signal;
                }

                if (cancellationToken.IsCancellationRequested)
                {
                    break;
                }
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await loops.ConfigureAwait(false);
        }
    }

    private async Task SuperviseAsync(ChangeScope scope, ChannelWriter<ChangeSignal> signals, CancellationToken cancellationToken)
    {
        var addresses = new ConcurrentDictionary<string, BrokerEndpoint>(StringComparer.Ordinal);
        var loops = new List<Task>();
        var delays = new RetryDelays();
        var polls = new PollTurns(foreign, calls.Time);
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var found = await FindBrokersAsync(addresses, cancellationToken).ConfigureAwait(false);
                loops.AddRange(found.New.Select(name =>
                    new BrokerChangeLoop(calls, scope, () => addresses[name], polls, signals, logger).RunAsync(cancellationToken)));
                var wait = found.Answered ? Refresh : delays.Next();
                await Task.Delay(wait, calls.Time, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The watcher left.
        }

        await Task.WhenAll(loops).ConfigureAwait(false);
        signals.TryComplete();
    }

    private async Task<(IReadOnlyList<string> New, bool Answered)> FindBrokersAsync(
        ConcurrentDictionary<string, BrokerEndpoint> addresses, CancellationToken cancellationToken)
    {
        try
        {
            var masters = await directory.ReadMastersAsync(calls.StartDeadline(), cancellationToken).ConfigureAwait(false);
            var added = masters.Where(master => !addresses.ContainsKey(master.Name)).Select(master => master.Name).ToList();
            foreach (var master in masters)
            {
                addresses[master.Name] = master;
            }

            return (added, true);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogDirectoryFailed(logger, directory.ClusterName, exception);
            return ([], false);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Change signals of cluster {Cluster}: its brokers could not be listed")]
    private static partial void LogDirectoryFailed(ILogger logger, string cluster, Exception exception);
}
