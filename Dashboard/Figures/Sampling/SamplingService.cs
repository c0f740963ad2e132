namespace Dashboard.Figures.Sampling;

/// <summary>Owns the sweeps of all clusters; at stop it ends them and all watching, before the embedded cluster goes.</summary>
internal sealed class SamplingService(ClusterSamplers samplers) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await samplers.DisposeAsync().ConfigureAwait(false);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => samplers.RunAsync(stoppingToken);
}
