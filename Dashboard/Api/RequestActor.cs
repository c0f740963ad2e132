using Dashboard.Changes;

namespace Dashboard.Api;

/// <summary>Who calls the API; without a login mode everybody on this machine is "local".</summary>
internal static class RequestActor
{
    public static Actor Of(HttpContext context) => new(context.User.Identity?.Name ?? "local", "api");
}
