using Dashboard.Figures.Live;
using Dashboard.Figures.Sampling;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace Dashboard.Hosting;

internal static class FiguresRoom
{
    private const string HubPath = "/hubs/live";

    internal static void AddFiguresRoom(this IServiceCollection services)
    {
        services.AddSingleton<FiguresInstruments>();
        services.AddSingleton<ClusterSamplers>();
        services.AddSingleton<LiveFeed>();
        services.AddHostedService<SamplingService>();
        services.AddSignalR();
        services.AddSingleton<LiveConnections>();

        // Registered after SignalR's own, of the same name: the later one counts.
        services.AddSingleton<IHubProtocol>(provider =>
            new OptionalArgumentsProtocol(new JsonHubProtocol(provider.GetRequiredService<IOptions<JsonHubProtocolOptions>>())));
    }

    internal static void MapFiguresRoom(this WebApplication app) => app.MapHub<LiveHub>(HubPath);
}
