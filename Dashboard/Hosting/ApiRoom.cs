using Dashboard.Api;

namespace Dashboard.Hosting;

internal static class ApiRoom
{
    internal static void AddApiRoom(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddOpenApi("v1");
    }

    internal static void MapApiRoom(this WebApplication app) => app.MapApi();
}
