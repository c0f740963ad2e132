using System.Globalization;

namespace Engine.Hosting;

/// <summary>
/// Where the nodes listen, also in this process: the advertised address with the configured port, a free one where any will do, or the
/// node's default where TCP is off.
/// </summary>
/// <param name="NameServer">"ip:port".</param>
/// <param name="Brokers">The enabled brokers in their order, each with its slaves behind it.</param>
internal sealed record EmbeddedAddresses(string NameServer, IReadOnlyList<EmbeddedBrokerAddress> Brokers)
{
    private const int DefaultNameServerPort = 9876;
    private const int FirstDefaultBrokerPort = 10911;
    private const int DefaultPortStep = 10;

    /// <summary>The addresses; pure but for the free ports.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="anyPort">Gives a free port for 0; null = the default as for no TCP.</param>
    /// <param name="anyHaPort">Gives one for streams; null = the next port.</param>
    public static EmbeddedAddresses Of(EmbeddedClusterOptions options, Func<int>? anyPort = null, Func<int>? anyHaPort = null)
    {
        var host = Host(options);
        var taken = options.Brokers.Where(broker => broker is { Enabled: true, Port: > 0 }).SelectMany(EmbeddedPorts.Taken).ToHashSet();
        var nameServer = Port(options.NameServerPort, anyPort) ?? Free(DefaultNameServerPort, 1, taken);
        taken.Add(nameServer);
        var brokers = new List<EmbeddedBrokerAddress>();
        for (var index = 0; index < options.Brokers.Count; index++)
        {
            var broker = options.Brokers[index];
            if (broker.Enabled)
            {
                var port = Port(broker.Port, anyPort)
                    ?? Free(FirstDefaultBrokerPort + (index * DefaultPortStep), DefaultPortStep, taken);
                taken.Add(port);
                brokers.Add(new(broker.Name, 0, Text(host, port), Text(host, HaPort(broker, port, anyHaPort))));
            }
        }

        foreach (var broker in options.Brokers.Where(broker => broker.Enabled))
        {
            for (var id = 1; id <= broker.Slaves; id++)
            {
                brokers.Add(Slave(brokers, broker, id, taken, anyPort));
            }
        }

        return new(Text(host, nameServer), InOrder(brokers));
    }

    /// <summary>The same with one slave more.</summary>
    public EmbeddedAddresses With(EmbeddedBrokerOptions broker, int id, Func<int>? anyPort = null)
    {
        var taken = Brokers.Select(one => EmbeddedPorts.PortOf(one.Address)).Append(EmbeddedPorts.PortOf(NameServer)).ToHashSet();
        return this with { Brokers = InOrder([.. Brokers, Slave(Brokers, broker, id, taken, anyPort)]) };
    }

    private static EmbeddedBrokerAddress Slave(
        IEnumerable<EmbeddedBrokerAddress> brokers, EmbeddedBrokerOptions broker, int id, HashSet<int> taken, Func<int>? anyPort)
    {
        var master = brokers.First(one => !one.IsSlave && one.Broker == broker.Name);
        var first = EmbeddedPorts.SlavePort(EmbeddedPorts.PortOf(master.Address), id);
        var port = broker.Port > 0 ? first : Port(broker.Port, anyPort) ?? Free(first, DefaultPortStep, taken);
        taken.Add(port);
        return master with { Id = id, Address = Text(EmbeddedPorts.HostOf(master.Address), port) };
    }

    private static EmbeddedBrokerAddress[] InOrder(IReadOnlyList<EmbeddedBrokerAddress> brokers)
    {
        var order = brokers.Where(broker => !broker.IsSlave).Select(broker => broker.Broker).ToList();
        return [.. brokers.OrderBy(broker => order.IndexOf(broker.Broker)).ThenBy(broker => broker.Id)];
    }

    /// <summary>Beside a free port nothing need be free: a broker that is followed over TCP there takes another free one.</summary>
    private static int HaPort(EmbeddedBrokerOptions broker, int port, Func<int>? anyHaPort) =>
        (broker is { Port: 0, Slaves: > 0 } ? anyHaPort?.Invoke() : null) ?? EmbeddedPorts.HaPort(port);

    private static string Host(EmbeddedClusterOptions options) =>
        string.IsNullOrEmpty(options.AdvertisedAddress) ? options.BindAddress : options.AdvertisedAddress;

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
