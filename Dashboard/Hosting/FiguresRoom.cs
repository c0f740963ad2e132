using Dashboard.Configuration;
using Dashboard.Figures.History;
using Dashboard.Figures.Live;
using Dashboard.Figures.Metrics;
using Dashboard.Figures.Sampling;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace Dashboard.Hosting;

internal static class FiguresRoom
{
    private const string HubPath = "/hubs/live";
    private const string HistoryFile = "history.db";

    internal static void AddFiguresRoom(this IServiceCollection services)
    {
        services.AddSingleton<FiguresInstruments>();
        services.AddSingleton<ClusterSamplers>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<MetricsPage>();
        services.AddHistory();

        // After the history, so that it stops before it.
        services.AddHostedService<SamplingService>();
        services.AddSignalR();
        services.AddSingleton<LiveConnections>();

        // Registered after SignalR's own, of the same name: the later one counts.
        services.AddSingleton<IHubProtocol>(provider =>
            new OptionalArgumentsProtocol(new JsonHubProtocol(provider.GetRequiredService<IOptions<JsonHubProtocolOptions>>())));
    }

    private static void AddHistory(this IServiceCollection services)
    {
        services.AddSingleton(provider => new HistoryBook(OptionsOf(provider).History.MaxSeries));
        services.AddSingleton(provider => new HistoryDatabase(Path.Combine(OptionsOf(provider).DataFolder, HistoryFile)));
        services.AddSingleton(provider => new HistoryBounds(
            TimeSpan.FromDays(OptionsOf(provider).History.RetentionDays), OptionsOf(provider).History.MaxBytes));
        services.AddSingleton<HistoryKeeper>();
        services.AddSingleton<HistoryQueries>();
        services.AddHostedService<HistoryService>();
    }

    private static ConsoleOptions OptionsOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<ConsoleOptions>>().Value;

    internal static void MapFiguresRoom(this WebApplication app) => app.MapHub<LiveHub>(HubPath);
}
