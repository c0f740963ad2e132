using System.Net;

namespace Dashboard.Configuration;

/// <summary>
/// Where the console may listen without a login: on loopback addresses and local sockets. Covers every way to give an address.
/// </summary>
internal static class ListenPolicy
{
    internal const string DefaultUrl = "http://127.0.0.1:5080";
    private const string Urls = "Urls";

    /// <summary>Each configured address with its key, in the order in which Kestrel prefers them.</summary>
    internal static IReadOnlyList<(string Key, string Address)> Addresses(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint.GetSection("Url"))
            .Where(url => !string.IsNullOrWhiteSpace(url.Value)).Select(url => (url.Path, url.Value!));
        var urls = Split(configuration[Urls]).Select(url => (Urls, url)).ToArray();

        // As ASP.NET Core does: bare ports, on every address of the machine, count only where no URL is given.
        var ports = urls.Length > 0 ? [] : Ports(configuration, "HTTP_PORTS", "http").Concat(Ports(configuration, "HTTPS_PORTS", "https"));
        return [.. endpoints, .. urls, .. ports];
    }

    internal static IEnumerable<string> Problems(IConfiguration configuration)
    {
        foreach (var (key, address) in Addresses(configuration))
        {
            if (Parse(address) is not { } parsed)
                yield return $"{key}: '{address}' is not an address; write http://host:port, as {DefaultUrl}.";
            else if (!IsLocal(parsed))
                yield return NotLocal(key, address);
        }

        foreach (var host in Split(configuration["AllowedHosts"]).Where(host => host == "*"))
            yield return $"AllowedHosts: '{host}' would let pages of any site reach the console; name the hosts, separated by semicolons.";
    }

    /// <summary>True for loopback addresses, localhost names and Unix sockets.</summary>
    internal static bool IsLocal(BindingAddress address)
    {
        if (address.IsUnixPipe || address.IsNamedPipe)
            return true;

        return IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip)
            ? IPAddress.IsLoopback(ip)
            : address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
              || address.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Null when it is not an address.</summary>
    internal static BindingAddress? Parse(string address)
    {
        try
        {
            return BindingAddress.Parse(address);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string NotLocal(string key, string address) =>
        $"{key}: '{address}' can be reached from other machines, and without a login everybody there could change the cluster. "
        + $"Listen on a loopback address, as {DefaultUrl}, and reach it from elsewhere through an SSH tunnel; "
        + "login modes (Console:Auth:Mode), which would allow it, do not exist yet.";

    private static IEnumerable<string> Split(string? list) =>
        (list ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IEnumerable<(string Key, string Address)> Ports(IConfiguration configuration, string key, string scheme) =>
        Split(configuration[key]).Select(port => (key, $"{scheme}://*:{port}"));
}
