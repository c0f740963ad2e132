using System.Globalization;

namespace Engine.Hosting;

/// <summary>What the list of brokers may look like.</summary>
internal static class EmbeddedBrokersRule
{
    private const int LongestName = 127;

    public static IEnumerable<string> Failures(EmbeddedClusterOptions options, string key)
    {
        if (!options.Brokers.Any(broker => broker.Enabled))
        {
            yield return $"{key}: no broker is enabled; name at least one, as {key}:0:Name=broker-a.";
        }

        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var ports = new Dictionary<int, string> { [options.NameServerPort] = "the port of Console:Embedded:NameServerPort" };
        for (var index = 0; index < options.Brokers.Count; index++)
        {
            var broker = options.Brokers[index];
            var brokerKey = string.Create(CultureInfo.InvariantCulture, $"{key}:{index}");
            foreach (var failure in OwnFailures(broker, brokerKey).Concat(SharedFailures(broker, brokerKey, names, ports)))
            {
                yield return failure;
            }
        }

        foreach (var failure in SlaveNameFailures(options, key))
        {
            yield return failure;
        }
    }

    private static IEnumerable<string> OwnFailures(EmbeddedBrokerOptions broker, string key)
    {
        if (!IsName(broker.Name))
        {
            yield return $"{key}:Name: '{broker.Name}' is no broker name; use 1 to {LongestName} letters, digits, _ and -.";
        }

        if (EmbeddedClusterOptionsValidator.PortFailure($"{key}:Port", broker.Port) is { } port)
        {
            yield return port;
        }

        if (broker.Slaves is < 0 or > EmbeddedBrokerOptions.MostSlaves)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{key}:Slaves: {broker.Slaves} is outside 0 to {EmbeddedBrokerOptions.MostSlaves}.");
        }

        if (!broker.IsSync && !broker.Replication.Equals("Async", StringComparison.OrdinalIgnoreCase))
        {
            yield return $"{key}:Replication: '{broker.Replication}' is neither Async nor Sync.";
        }

        if (broker is { IsSync: true, Slaves: 0 })
        {
            yield return $"{key}:Replication: Sync waits for a slave and there is none; set {key}:Slaves to 1 or more, or use Async.";
        }
    }

    private static IEnumerable<string> SharedFailures(
        EmbeddedBrokerOptions broker, string key, Dictionary<string, string> names, Dictionary<int, string> ports)
    {
        // Folders of two brokers must differ also where the file system does not tell capitals apart.
        if (!names.TryAdd(broker.Name, key))
        {
            yield return $"{key}:Name: '{broker.Name}' is already the name of {names[broker.Name]}.";
        }

        if (broker is { Enabled: true, Port: > 0 and <= EmbeddedClusterOptionsValidator.HighestPort }
            && PortFailure(broker, key, ports) is { } failure)
        {
            yield return failure;
        }
    }

    private static string? PortFailure(EmbeddedBrokerOptions broker, string key, Dictionary<int, string> ports)
    {
        if (!ports.TryAdd(broker.Port, $"the port of {key}:Port"))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{key}:Port: {broker.Port} is already {ports[broker.Port]}.");
        }

        foreach (var beside in EmbeddedPorts.Beside(broker))
        {
            var takes = string.Create(
                CultureInfo.InvariantCulture,
                $"{key}:Port: {broker.Port} takes {beside.Port} ({beside.Distance}) as its {beside.What}, which is");
            if (beside.Port > EmbeddedClusterOptionsValidator.HighestPort)
            {
                return $"{takes} no port; choose a lower port or fewer slaves.";
            }

            if (!ports.TryAdd(beside.Port, $"the {beside.What} of {key}:Port"))
            {
                return $"{takes} already {ports[beside.Port]}.";
            }
        }

        return null;
    }

    /// <summary>Nodes and folders of slaves have names that no broker may have.</summary>
    private static IEnumerable<string> SlaveNameFailures(EmbeddedClusterOptions options, string key) =>
        from owner in options.Brokers.Select((broker, index) => (Broker: broker, Index: index))
        where owner.Broker.Enabled
        from id in Enumerable.Range(1, Math.Clamp(owner.Broker.Slaves, 0, EmbeddedBrokerOptions.MostSlaves))
        let name = EmbeddedBrokerAddress.NodeName(owner.Broker.Name, id)
        from other in options.Brokers.Select((broker, index) => (Broker: broker, Index: index))
        where other.Broker.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
        select string.Create(
            CultureInfo.InvariantCulture,
            $"{key}:{other.Index}:Name: '{other.Broker.Name}' is the name of slave {id} of {key}:{owner.Index}; choose another one.");

    private static bool IsName(string name) =>
        name.Length is >= 1 and <= LongestName && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-');
}
