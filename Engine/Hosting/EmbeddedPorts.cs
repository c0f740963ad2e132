using System.Globalization;
using System.Net;

namespace Engine.Hosting;

/// <summary>Which TCP ports the nodes listen on, by the address that they listen on in this process. Pure.</summary>
internal static class EmbeddedPorts
{
    /// <summary>From a broker's port to its "VIP" port (MixAll#brokerVIPChannel).</summary>
    private const int SecondPortDistance = 2;

    /// <summary>From a broker's port to where it serves slaves (haListenPort).</summary>
    private const int HaPortDistance = 1;

    /// <summary>From a broker's port to that of its first slave, from there to the second's, and so on.</summary>
    private const int SlavePortDistance = 100;

    /// <summary>The ports for commands; those for replication are <see cref="ForReplication"/>.</summary>
    public static IReadOnlyDictionary<string, EmbeddedPort[]> Of(EmbeddedClusterOptions options, EmbeddedAddresses addresses)
    {
        var ports = new Dictionary<string, EmbeddedPort[]>(StringComparer.Ordinal)
        {
            [addresses.NameServer] = options.NameServerPort < 0
                ? []
                : [new("Console:Embedded:NameServerPort", Bind(options, PortOf(addresses.NameServer)), IsSecond: false)],
        };
        foreach (var broker in addresses.Brokers)
        {
            ports[broker.Address] = [.. OfBroker(options, broker)];
        }

        return ports;
    }

    /// <summary>
    /// Where masters serve slaves by TCP: those that have slaves in the settings, and TCP. Nowhere where accounts stand before the ports,
    /// unless everybody is let in: replication knows no accounts, and would give the whole log to anybody.
    /// </summary>
    public static IReadOnlyDictionary<string, EmbeddedPort> ForReplication(EmbeddedClusterOptions options, EmbeddedAddresses addresses) =>
        addresses.Brokers
            .Where(broker => !broker.IsSlave && (!options.Acl.Enabled || options.AllowAnonymous))
            .Where(broker => Find(options, broker.Broker).Options is { Port: >= 0, Slaves: > 0 })
            .ToDictionary(
                broker => broker.HaAddress,
                broker => new EmbeddedPort(Find(options, broker.Broker).Key, Bind(options, PortOf(broker.HaAddress)), IsSecond: false),
                StringComparer.Ordinal);

    /// <summary>The "VIP" port beside a broker's; null where there is none: without TCP, with any free port, and below port 3.</summary>
    public static int? SecondPort(int port) => port > SecondPortDistance ? port - SecondPortDistance : null;

    /// <summary>Where a broker serves slaves.</summary>
    public static int HaPort(int port) => port + HaPortDistance;

    /// <summary>The port of a broker's slave.</summary>
    public static int SlavePort(int port, int id) => port + (SlavePortDistance * id);

    /// <summary>What a broker with a port of its own takes beside it.</summary>
    public static IEnumerable<PortBeside> Beside(EmbeddedBrokerOptions broker)
    {
        if (SecondPort(broker.Port) is { } second)
        {
            yield return new(second, "port - 2", "second port");
        }

        if (broker.Slaves > 0)
        {
            yield return new(HaPort(broker.Port), "port + 1", "replication port");
        }

        for (var id = 1; id <= Math.Min(broker.Slaves, EmbeddedBrokerOptions.MostSlaves); id++)
        {
            var port = SlavePort(broker.Port, id);
            var distance = string.Create(CultureInfo.InvariantCulture, $"port + {SlavePort(0, id)}");
            var slave = string.Create(CultureInfo.InvariantCulture, $"port for slave {id}");
            yield return new(port, distance, slave);
            if (SecondPort(port) is { } ofSlave)
            {
                yield return new(ofSlave, $"{distance} - 2", $"second {slave}");
            }
        }
    }

    /// <summary>The ports of a broker with a port of its own that other nodes must not have.</summary>
    public static IEnumerable<int> Taken(EmbeddedBrokerOptions broker) => Beside(broker).Select(beside => beside.Port).Prepend(broker.Port);

    public static int PortOf(string address) => IPEndPoint.Parse(address).Port;

    public static string HostOf(string address) => IPEndPoint.Parse(address).Address.ToString();

    private static IEnumerable<EmbeddedPort> OfBroker(EmbeddedClusterOptions options, EmbeddedBrokerAddress broker)
    {
        var (configured, key) = Find(options, broker.Broker);
        if (configured.Port < 0)
        {
            yield break;
        }

        var port = PortOf(broker.Address);
        yield return new(key, Bind(options, port), IsSecond: false, broker.Id);
        if (configured.Port > 0 && SecondPort(port) is { } second)
        {
            yield return new(key, Bind(options, second), IsSecond: true, broker.Id);
        }
    }

    private static (EmbeddedBrokerOptions Options, string Key) Find(EmbeddedClusterOptions options, string broker)
    {
        var index = options.Brokers.TakeWhile(one => !one.Enabled || one.Name != broker).Count();
        return (options.Brokers[index], string.Create(CultureInfo.InvariantCulture, $"Console:Embedded:Brokers:{index}:Port"));
    }

    private static string Bind(EmbeddedClusterOptions options, int port) =>
        string.Create(CultureInfo.InvariantCulture, $"{options.BindAddress}:{port}");
}
