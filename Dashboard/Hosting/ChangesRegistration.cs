using Dashboard.Changes;
using Dashboard.Changes.Audit;
using Dashboard.Changes.Operations;
using Dashboard.Changes.Resets;
using Dashboard.Configuration;
using Dashboard.Figures.Live;
using Microsoft.Extensions.Options;

namespace Dashboard.Hosting;

/// <summary>The rooms Changes and Api.</summary>
internal static class ChangesRegistration
{
    private const string DatabaseFile = "console.db";

    public static IServiceCollection AddChanges(this IServiceCollection services)
    {
        services.AddSingleton(provider => new AuditLog(
            Path.Combine(provider.GetRequiredService<IOptions<ConsoleOptions>>().Value.DataFolder, DatabaseFile),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<AuditPreparation>();
        services.AddSingleton(provider => new AuditedChange(
            provider.GetRequiredService<AuditLog>(),
            provider.GetRequiredService<LiveFeed>().Invalidate,
            provider.GetRequiredService<ILogger<AuditedChange>>()));
        services.AddSingleton(_ => new IdSource());
        services.AddSingleton<ClusterChangers>();
        services.AddSingleton<ClusterOperations>();
        services.AddSingleton<ResetPlanning>();
        services.AddSingleton<ResetPlanStore>();
        services.AddSingleton<ResetHistory>();
        services.AddSingleton<OffsetResets>();
        return services;
    }

    public static IServiceCollection AddApi(this IServiceCollection services) => services.AddOpenApi("v1");
}
