using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Engine.Remoting.Transports;

/// <summary>Addresses in the form "ip:port".</summary>
internal static class EndpointText
{
    /// <summary>Throws when the text is no "ip:port" with a port from 1 to 65535.</summary>
    public static void Require(string address)
    {
        if (!IPEndPoint.TryParse(address, out var endpoint) || endpoint.Port == 0)
        {
            throw new ArgumentException($"'{address}' is no address of the form ip:port", nameof(address));
        }
    }

    /// <summary>Where to connect to: "ip:port" or "name:port"; null when the text is neither.</summary>
    public static EndPoint? ToRemote(string address)
    {
        if (IPEndPoint.TryParse(address, out var endpoint))
        {
            return endpoint.Port == 0 ? null : endpoint;
        }

        var colon = address.LastIndexOf(':');
        return colon > 0
            && int.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and <= IPEndPoint.MaxPort
            && Uri.CheckHostName(address[..colon]) == UriHostNameType.Dns
                ? new DnsEndPoint(address[..colon], port)
                : null;
    }

    /// <summary>"ip:port" of one side of a socket; an IPv4 address in IPv6 clothes is told as IPv4.</summary>
    public static string Of(EndPoint? endpoint) =>
        endpoint is IPEndPoint { AddressFamily: AddressFamily.InterNetworkV6, Address.IsIPv4MappedToIPv6: true } mapped
            ? new IPEndPoint(mapped.Address.MapToIPv4(), mapped.Port).ToString()
            : endpoint?.ToString() ?? "an unknown address";
}
