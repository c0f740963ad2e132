using Dashboard.Configuration;

namespace Dashboard.Hosting;

internal static class TelemetryRoom
{
    /// <summary>Nothing without an endpoint: then nobody listens, and nothing is measured.</summary>
    internal static void AddTelemetry(this IServiceCollection services, OpenTelemetryOptions options)
    {
        if (!string.IsNullOrEmpty(options.Endpoint))
            services.AddHostedService(_ => new TelemetryExport(options));
    }
}
