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

        if (broker.Slaves != 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{key}:Slaves: slaves are not there yet; use 0 instead of {broker.Slaves}.");
        }

        if (!broker.Replication.Equals("Async", StringComparison.OrdinalIgnoreCase))
        {
            yield return $"{key}:Replication: '{broker.Replication}' is not there yet, replication comes with slaves; use Async.";
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

        if (broker is { Enabled: true, Port: > 0 } && PortFailure(broker.Port, key, ports) is { } failure)
        {
            yield return failure;
        }
    }

    private static string? PortFailure(int port, string key, Dictionary<int, string> ports)
    {
        if (!ports.TryAdd(port, $"the port of {key}:Port"))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{key}:Port: {port} is already {ports[port]}.");
        }

        return EmbeddedPorts.SecondPort(port) is not { } second || ports.TryAdd(second, $"the second port of {key}:Port")
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{key}:Port: {port} takes {second} (port - 2) as its second port, which is already {ports[second]}.");
    }

    private static bool IsName(string name) =>
        name.Length is >= 1 and <= LongestName && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-');
}
