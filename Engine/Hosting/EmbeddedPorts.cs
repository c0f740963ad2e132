using System.Globalization;
using System.Net;

namespace Engine.Hosting;

/// <summary>Which TCP ports the nodes listen on, by the address that they listen on in this process. Pure.</summary>
internal static class EmbeddedPorts
{
    /// <summary>From a broker's port to its "VIP" port (MixAll#brokerVIPChannel).</summary>
    private const int SecondPortDistance = 2;

    public static IReadOnlyDictionary<string, EmbeddedPort[]> Of(EmbeddedClusterOptions options, EmbeddedAddresses addresses)
    {
        var ports = new Dictionary<string, EmbeddedPort[]>(StringComparer.Ordinal)
        {
            [addresses.NameServer] = options.NameServerPort < 0
                ? []
                : [new("Console:Embedded:NameServerPort", Bind(options, PortOf(addresses.NameServer)), IsSecond: false)],
        };
        var told = addresses.Brokers.ToDictionary(broker => broker.Key, broker => broker.Value, StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < options.Brokers.Count; index++)
        {
            var broker = options.Brokers[index];
            if (broker.Enabled)
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"Console:Embedded:Brokers:{index}:Port");
                ports[told[broker.Name]] = [.. OfBroker(options, broker.Port, key, told[broker.Name])];
            }
        }

        return ports;
    }

    /// <summary>The "VIP" port beside a broker's; null where there is none: without TCP, with any free port, and below port 3.</summary>
    public static int? SecondPort(int port) => port > SecondPortDistance ? port - SecondPortDistance : null;

    private static IEnumerable<EmbeddedPort> OfBroker(EmbeddedClusterOptions options, int configured, string key, string address)
    {
        if (configured < 0)
        {
            yield break;
        }

        yield return new(key, Bind(options, PortOf(address)), IsSecond: false);
        if (SecondPort(configured) is { } second)
        {
            yield return new(key, Bind(options, second), IsSecond: true);
        }
    }

    private static int PortOf(string address) => IPEndPoint.Parse(address).Port;

    private static string Bind(EmbeddedClusterOptions options, int port) =>
        string.Create(CultureInfo.InvariantCulture, $"{options.BindAddress}:{port}");
}
