namespace Dashboard.Figures.Sampling;

/// <summary>Owns the sweeps of all clusters; at stop it ends them and all watching, before the embedded cluster goes.</summary>
internal sealed class SamplingService(ClusterSamplers samplers) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await samplers.DisposeAsync().ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await samplers.RunAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end that was asked for. After a failed start the host would take it for a crash and log it with its stack.
        }
    }
}
