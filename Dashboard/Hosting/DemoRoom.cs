using Dashboard.Demo;

namespace Dashboard.Hosting;

internal static class DemoRoom
{
    internal static void AddDemoRoom(this IServiceCollection services)
    {
        services.AddSingleton<DemoTraffic>();
        services.AddHostedService<DemoShutdown>();
    }
}
