using Dashboard.Components;
using Radzen;

namespace Dashboard.Hosting;

internal static class ComponentsRoom
{
    internal static void AddComponentsRoom(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
    }

    internal static void MapComponentsRoom(this WebApplication app) => app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
}
