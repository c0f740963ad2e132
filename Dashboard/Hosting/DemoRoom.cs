namespace Dashboard.Hosting;

internal static class DemoRoom
{
    internal static void AddDemoRoom(this IServiceCollection services)
    {
        _ = services;
    }
}
