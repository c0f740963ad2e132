using Dashboard.Changes;
using Dashboard.Changes.Audit;
using Dashboard.Changes.Imports;
using Dashboard.Changes.Operations;
using Dashboard.Changes.Resets;
using Dashboard.Configuration;
using Dashboard.Figures.Live;
using Microsoft.Extensions.Options;

namespace Dashboard.Hosting;

internal static class ChangesRoom
{
    private const string DatabaseFile = "console.db";

    internal static void AddChangesRoom(this IServiceCollection services)
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
        services.AddSingleton<NodeOperations>();
        services.AddSingleton<ResetPlanning>();
        services.AddSingleton<ResetPlanStore>();
        services.AddSingleton<ResetHistory>();
        services.AddSingleton<AuditReader>();
        services.AddSingleton<ResetApplier>();
        services.AddSingleton<OffsetResets>();
        services.AddSingleton<ResetUndo>();
        services.AddSingleton<ResetMessages>();
        services.AddSingleton<ResetRuns>();
        services.AddSingleton<OffsetImports>();
    }
}
