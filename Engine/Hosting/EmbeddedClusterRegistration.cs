using System.Diagnostics.Metrics;
using Engine.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Engine.Hosting;

/// <summary>Adds a RocketMQ-compatible cluster to a host.</summary>
public static class EmbeddedClusterRegistration
{
    /// <summary>
    /// Adds <see cref="IEmbeddedCluster"/>, started and stopped with the host. With <see cref="EmbeddedClusterOptions.Enabled"/> false
    /// nothing is added.
    /// </summary>
    /// <param name="services">The host's services; a <see cref="TimeProvider"/> among them is the cluster's clock.</param>
    /// <param name="options">The settings, complete; not to be changed afterwards.</param>
    /// <exception cref="OptionsValidationException">Settings are wrong; each message begins with the configuration key.</exception>
    public static IServiceCollection AddEmbeddedCluster(this IServiceCollection services, EmbeddedClusterOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        if (!options.Enabled)
        {
            return services;
        }

        Require(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new EngineMeter(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton(provider => new EmbeddedCluster(
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>(),
            provider.GetRequiredService<EngineMeter>()));
        services.TryAddSingleton<IEmbeddedCluster>(provider => provider.GetRequiredService<EmbeddedCluster>());
        return services.AddHostedService<EmbeddedClusterService>();
    }

    private static void Require(EmbeddedClusterOptions options)
    {
        var result = new EmbeddedClusterOptionsValidator().Validate(Options.DefaultName, options);
        if (result.Failed)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(EmbeddedClusterOptions), result.Failures);
        }
    }
}
