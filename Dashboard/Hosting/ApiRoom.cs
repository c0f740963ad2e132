using Dashboard.Api;
using Dashboard.Api.Description;
using Dashboard.Api.History;
using Dashboard.Api.Problems;

namespace Dashboard.Hosting;

internal static class ApiRoom
{
    private const string Root = "/api";

    internal static void AddApiRoom(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddSingleton<HistorySource>();
        services.ConfigureHttpJsonOptions(json => ApiJson.Describe(json.SerializerOptions));
        services.AddOpenApi("v1", ApiDescription.Configure);
    }

    /// <summary>After the pages' own, which then has nothing left to do: under /api every failure is problem+json.</summary>
    internal static void UseApiProblems(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments(Root),
        api => api.UseStatusCodePages(StatusPages.WriteAsync));

    internal static void MapApiRoom(this WebApplication app) => app.MapApi();
}
