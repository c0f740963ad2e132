using System.Diagnostics.Metrics;
using Engine.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Engine.Hosting;

/// <summary>Adds clusters that run elsewhere to a host.</summary>
public static class RemoteClusterRegistration
{
    /// <summary>
    /// Adds an <see cref="IRemoteCluster"/> for each entry, in their order. The host's start makes no connection and waits for none; what
    /// was connected is closed when the host's services are disposed.
    /// </summary>
    /// <param name="services">The host's services; a <see cref="TimeProvider"/> among them is the clusters' clock.</param>
    /// <param name="clusters">The settings, complete; not to be changed afterwards.</param>
    /// <exception cref="OptionsValidationException">Settings are wrong; each message begins with the configuration key.</exception>
    public static IServiceCollection AddRemoteClusters(this IServiceCollection services, IReadOnlyList<RemoteClusterOptions> clusters)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(clusters);
        string[] failures = [.. RemoteClustersRule.Failures(clusters)];
        if (failures.Length > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(RemoteClusterOptions), failures);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new EngineMeter(provider.GetService<IMeterFactory>()));
        foreach (var options in clusters)
        {
            services.AddSingleton<IRemoteCluster>(provider => new RemoteCluster(
                options,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILoggerFactory>(),
                provider.GetRequiredService<EngineMeter>()));
        }

        return services;
    }
}
