using Microsoft.AspNetCore.HostFiltering;

namespace Dashboard.Hosting;

internal static class AuthRoom
{
    private static readonly string[] LoopbackNames = ["localhost", "*.localhost", "127.0.0.1", "[::1]"];

    /// <summary>
    /// Host names other than loopback's and those of <c>AllowedHosts</c> are refused: a page whose name was rebound to us gets nothing.
    /// </summary>
    internal static void AddAuthRoom(this IServiceCollection services, IConfiguration configuration)
    {
        var configured = (configuration["AllowedHosts"] ?? string.Empty)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        services.Configure<HostFilteringOptions>(hosts =>
        {
            hosts.AllowEmptyHosts = false;
            hosts.AllowedHosts = [.. LoopbackNames, .. configured];
        });
    }
}
