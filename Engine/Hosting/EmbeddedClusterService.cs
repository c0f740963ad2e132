using Microsoft.Extensions.Hosting;

namespace Engine.Hosting;

/// <summary>Starts the embedded cluster with the host and stops it when the host stops.</summary>
internal sealed class EmbeddedClusterService(EmbeddedCluster cluster) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => cluster.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => cluster.StopAsync(cancellationToken);
}
