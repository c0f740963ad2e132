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
            else if (FindFault(parsed) is { } fault)
                yield return $"{key}: '{address}' {fault}; write http://host:port, as {DefaultUrl}.";
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

    // What the web server would refuse, or take for something else: a port that is no number makes it a part of the name.
    private static string? FindFault(BindingAddress address)
    {
        var isWeb = address.Scheme.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase)
            || address.Scheme.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);
        if (!isWeb)
            return $"begins with {address.Scheme}, where only http and https are served";

        if (address.IsUnixPipe || address.IsNamedPipe)
            return null;

        var host = address.Host;
        if (host.LastIndexOf(':') is var colon && colon > host.LastIndexOf(']') && colon >= 0)
            return $"names the port '{host[(colon + 1)..]}', which is no number";

        if (address.Port < 0)
            return "names a port below 0";

        if (address.PathBase.Length > 0)
            return $"names the path '{address.PathBase}', and the console is served at the root alone";

        return address.Port == 0 && host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            ? "asks for any free port of localhost, which is two addresses: take 127.0.0.1"
            : null;
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
