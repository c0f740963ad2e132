using System.Threading.Channels;
using Dashboard.Figures.Sampling;

namespace Dashboard.Figures.History;

/// <summary>
/// The duties of the history: take the sweeps of all clusters, and store them every minute. Both survive every failure. At stop, after the
/// sampling has ended, what is in memory is stored.
/// </summary>
internal sealed partial class HistoryService(
    ClusterSamplers samplers,
    HistoryKeeper keeper,
    FiguresInstruments instruments,
    TimeProvider timeProvider,
    ILogger<HistoryService> logger)
    : BackgroundService
{
    internal static readonly TimeSpan FlushDistance = TimeSpan.FromMinutes(1);
    private const int SamplesWaiting = 8;

    private bool _isFailing;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        Flush(isLast: true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var samples = Channel.CreateBounded<ClusterSample>(
            new BoundedChannelOptions(SamplesWaiting) { FullMode = BoundedChannelFullMode.DropOldest },
            _ => instruments.HistoryDropped());
        void Offer(ClusterSample sample) => samples.Writer.TryWrite(sample);

        samplers.Swept += Offer;
        try
        {
            await Task.WhenAll(TakeAsync(samples.Reader, stoppingToken), FlushAsync(stoppingToken)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end that was asked for; the last flush is StopAsync's.
        }
        finally
        {
            samplers.Swept -= Offer;
        }
    }

    private async Task TakeAsync(ChannelReader<ClusterSample> samples, CancellationToken cancellationToken)
    {
        await foreach (var sample in samples.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                keeper.Take(sample);
            }
            catch (Exception failure)
            {
                LogSampleLost(failure, sample.Overview.Cluster);
            }
        }
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(FlushDistance, timeProvider);
        do
            Flush(isLast: false);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
    }

    private void Flush(bool isLast)
    {
        try
        {
            keeper.Flush(isLast);
            if (_isFailing)
                LogRecovered();

            _isFailing = false;
        }
        catch (Exception failure)
        {
            if (!_isFailing)
                LogNotStored(failure, keeper.Problem ?? failure.Message);

            _isFailing = true;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A sample of cluster {Cluster} did not get into the history")]
    private partial void LogSampleLost(Exception failure, string cluster);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The history cannot be stored, only the last minutes are kept in memory; it is tried again every minute. {Problem}")]
    private partial void LogNotStored(Exception failure, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "The history is stored again.")]
    private partial void LogRecovered();
}
