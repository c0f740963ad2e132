namespace Dashboard.Hosting;

internal static class ApiRoom
{
    internal static void AddApiRoom(this IServiceCollection services) => services.AddProblemDetails();

    internal static void MapApiRoom(this WebApplication app)
    {
        _ = app;
    }
}
