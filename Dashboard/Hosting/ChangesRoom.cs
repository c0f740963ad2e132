namespace Dashboard.Hosting;

internal static class ChangesRoom
{
    internal static void AddChangesRoom(this IServiceCollection services)
    {
        _ = services;
    }
}
