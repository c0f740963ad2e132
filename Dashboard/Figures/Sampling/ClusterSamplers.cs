using System.Collections.Frozen;
using Dashboard.Clusters;
using Dashboard.Configuration;
using Engine.Admin;
using Microsoft.Extensions.Options;

namespace Dashboard.Figures.Sampling;

/// <summary>One sampler per registered cluster.</summary>
internal sealed class ClusterSamplers : IAsyncDisposable
{
    private readonly ClusterRegistry _registry;
    private readonly FrozenDictionary<string, ClusterSampler> _byCluster;

    public ClusterSamplers(
        ClusterRegistry registry,
        IOptions<ConsoleOptions> options,
        FiguresInstruments instruments,
        TimeProvider timeProvider,
        ILogger<ClusterSampler> logger)
    {
        _registry = registry;
        _byCluster = registry.Clusters.ToFrozenDictionary(
            gateway => gateway.Name,
            gateway => new ClusterSampler(gateway, options.Value.Live.Interval, instruments, timeProvider, logger),
            StringComparer.Ordinal);
    }

    /// <summary>Raised with each sweep of any cluster, on the sweep's own thread: a handler only hands it on.</summary>
    internal event Action<ClusterSample>? Swept
    {
        add
        {
            foreach (var sampler in _byCluster.Values)
                sampler.Swept += value;
        }

        remove
        {
            foreach (var sampler in _byCluster.Values)
                sampler.Swept -= value;
        }
    }

    /// <summary>The cluster's sampler; an unknown name is an <see cref="AdminException"/> that names it.</summary>
    internal ClusterSampler Get(string cluster) => _byCluster[_registry.Get(cluster).Name];

    /// <summary>Sweeps all clusters until cancelled.</summary>
    internal Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_byCluster.Values.Select(sampler => sampler.RunAsync(cancellationToken)));

    public async ValueTask DisposeAsync()
    {
        foreach (var sampler in _byCluster.Values)
            await sampler.DisposeAsync().ConfigureAwait(false);
    }
}
