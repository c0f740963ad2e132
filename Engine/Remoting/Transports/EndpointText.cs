using System.Net;

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
}
