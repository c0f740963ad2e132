using Dashboard.Components;
using Dashboard.Components.Controls;
using Dashboard.Components.Dialogs;
using Dashboard.Components.Layout;
using Microsoft.AspNetCore.Diagnostics;
using Radzen;

namespace Dashboard.Hosting;

internal static class ComponentsRoom
{
    private const string NotFoundPage = "/not-found";
    private static readonly string[] NotForPeople = ["/api", "/hubs", "/health", "/openapi", "/_framework", "/_content", "/_blazor"];

    /// <summary>Besides Blazor and Radzen, what each browser tab has of its own.</summary>
    internal static void AddComponentsRoom(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents()
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = SendMessageDialog.MostBytes);
        services.AddRadzenComponents();
        services.AddScoped<Attempts>();
        services.AddScoped<Display>();
        services.AddScoped<Texts>();
        services.AddScoped<LiveView>();
        services.AddScoped<LiveReadings>();
        services.AddScoped<Notices>();
        services.AddScoped<TopicDialogs>();
        services.AddScoped<ResetReports>();
        services.AddScoped<ResetWords>();
    }

    /// <summary>An address that leads nowhere is answered by a page that says so, with status 404; not so what programs ask for.</summary>
    internal static void UseNotFoundPage(this WebApplication app)
    {
        app.UseStatusCodePagesWithReExecute(NotFoundPage, createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            if (NotForPeople.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal))
                && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            {
                pages.Enabled = false;
            }

            return next(context);
        });
    }

    internal static void MapComponentsRoom(this WebApplication app) => app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
}
