using System.Globalization;

namespace Engine.Hosting;

/// <summary>
/// Where the nodes listen, also in this process: the advertised address with the configured port, a free one where any will do, or the
/// node's default where TCP is off.
/// </summary>
/// <param name="NameServer">"ip:port".</param>
/// <param name="Brokers">"ip:port" by broker name, of the enabled brokers, in their order.</param>
internal sealed record EmbeddedAddresses(string NameServer, IReadOnlyList<KeyValuePair<string, string>> Brokers)
{
    private const int DefaultNameServerPort = 9876;
    private const int FirstDefaultBrokerPort = 10911;
    private const int DefaultPortStep = 10;

    /// <summary>The addresses; pure but for the free ports.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="anyPort">Gives a free port for 0; null = the default as for no TCP.</param>
    public static EmbeddedAddresses Of(EmbeddedClusterOptions options, Func<int>? anyPort = null)
    {
        var host = string.IsNullOrEmpty(options.AdvertisedAddress) ? options.BindAddress : options.AdvertisedAddress;
        var taken = options.Brokers.Where(broker => broker.Enabled && broker.Port > 0).Select(broker => broker.Port).ToHashSet();
        var nameServer = Port(options.NameServerPort, anyPort) ?? Free(DefaultNameServerPort, 1, taken);
        taken.Add(nameServer);
        var brokers = new List<KeyValuePair<string, string>>();
        for (var index = 0; index < options.Brokers.Count; index++)
        {
            var broker = options.Brokers[index];
            if (broker.Enabled)
            {
                var port = Port(broker.Port, anyPort)
                    ?? Free(FirstDefaultBrokerPort + (index * DefaultPortStep), DefaultPortStep, taken);
                taken.Add(port);
                brokers.Add(new(broker.Name, Text(host, port)));
            }
        }

        return new(Text(host, nameServer), brokers);
    }

    private static int? Port(int configured, Func<int>? anyPort) => configured switch
    {
        > 0 => configured,
        0 => anyPort?.Invoke(),
        _ => null,
    };

    private static int Free(int first, int step, HashSet<int> taken)
    {
        var port = first;
        while (taken.Contains(port))
        {
            port += step;
        }

        return port;
    }

    private static string Text(string host, int port) => string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
}
