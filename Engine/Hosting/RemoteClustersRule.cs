using System.Globalization;
using Engine.Protocol.Messages;
using Engine.Remoting.Transports;

namespace Engine.Hosting;

/// <summary>
/// Checks the remote clusters of the configuration together; every message begins with the configuration key and tells no secret. Pure.
/// </summary>
internal static class RemoteClustersRule
{
    public const string Section = "Console:Clusters";

    private const int ShortestSecret = 6;

    public static IEnumerable<string> Failures(IReadOnlyList<RemoteClusterOptions> clusters)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < clusters.Count; index++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{Section}:{index}");
            var cluster = clusters[index];
            foreach (var failure in (string[])
                [.. NameFailures(cluster, key, names), .. AddressFailures(cluster, key), .. KeyFailures(cluster, key)])
            {
                yield return failure;
            }
        }
    }

    private static IEnumerable<string> NameFailures(RemoteClusterOptions cluster, string key, Dictionary<string, string> names)
    {
        if (TopicNames.Check(cluster.Name) is not null)
        {
            yield return $"{key}:Name: '{cluster.Name}' is no cluster name; use 1 to 127 letters, digits, _ and -.";
        }
        else if (!names.TryAdd(cluster.Name, key))
        {
            yield return $"{key}:Name: '{cluster.Name}' is already the name of {names[cluster.Name]}; rename one.";
        }
    }

    private static IEnumerable<string> AddressFailures(RemoteClusterOptions cluster, string key)
    {
        var addresses = NameServerList.Split(cluster.NameServers);
        if (addresses.Count == 0)
        {
            yield return $"{key}:NameServers: it is empty; write host:port of each name server, as 10.0.0.1:9876;10.0.0.2:9876.";
        }

        foreach (var address in addresses.Where(address => EndpointText.ToRemote(address) is null))
        {
            yield return $"{key}:NameServers: '{address}' is no address of the form host:port; write one, as 10.0.0.1:9876, "
                + "and a semicolon between two.";
        }
    }

    private static IEnumerable<string> KeyFailures(RemoteClusterOptions cluster, string key)
    {
        var (hasKey, hasSecret) = (!string.IsNullOrWhiteSpace(cluster.AccessKey), !string.IsNullOrEmpty(cluster.SecretKey));
        if (hasSecret && !hasKey)
        {
            yield return $"{key}:AccessKey: it is empty, and there is a SecretKey; name the account that the secret belongs to, "
                + "or remove the secret.";
        }

        if (hasKey && !hasSecret)
        {
            yield return $"{key}:SecretKey: it is empty, and there is an AccessKey; write the account's secret, or remove the key.";
        }

        if (hasSecret && cluster.SecretKey!.Length < ShortestSecret)
        {
            yield return $"{key}:SecretKey: it has fewer than {ShortestSecret} characters, which no broker takes; write the right one.";
        }

        if (cluster is { TlsAnyCertificate: true, Tls: false })
        {
            yield return $"{key}:TlsAnyCertificate: it is true, and {key}:Tls is not; switch both on, or neither.";
        }
    }
}
