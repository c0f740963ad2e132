using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Engine.Protocol.Messages;
using Microsoft.Extensions.Options;

namespace Engine.Hosting;

/// <summary>Checks the embedded cluster's settings before anything starts; every message begins with the configuration key.</summary>
internal sealed class EmbeddedClusterOptionsValidator : IValidateOptions<EmbeddedClusterOptions>
{
    internal const int HighestPort = 65535;

    private const string Section = "Console:Embedded";
    private const int LowestPort = -1;

    private static readonly string[] FlushModes = ["Async", "Sync"];

    public ValidateOptionsResult Validate(string? name, EmbeddedClusterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.Enabled)
        {
            return ValidateOptionsResult.Success;
        }

        var failures = ClusterFailures(options)
            .Concat(AddressFailures(options))
            .Concat(EmbeddedBrokersRule.Failures(options, $"{Section}:Brokers"))
            .Concat(EmbeddedAclRule.Failures(options.Acl, $"{Section}:Acl"))
            .Concat(EmbeddedStoreRule.Failures(options.Store, $"{Section}:Store"))
            .ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    /// <summary>Why a port is none; null when it is one.</summary>
    internal static string? PortFailure(string key, int port) =>
        port is >= LowestPort and <= HighestPort
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{key}: {port} is no port; use 1 to {HighestPort}, 0 for any free one or {LowestPort} for no TCP.");

    private static IEnumerable<string> ClusterFailures(EmbeddedClusterOptions options)
    {
        if (TopicNames.Check(options.ClusterName) is not null)
        {
            yield return $"{Section}:ClusterName: '{options.ClusterName}' is no cluster name; use 1 to 127 letters, digits, _ and -.";
        }

        if (PortFailure($"{Section}:NameServerPort", options.NameServerPort) is { } port)
        {
            yield return port;
        }

        if (!FlushModes.Contains(options.FlushDisk, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"{Section}:FlushDisk: '{options.FlushDisk}' is neither Async nor Sync.";
        }

        if (!Path.IsPathFullyQualified(options.BrokersFolder))
        {
            yield return $"{Section}:BrokersFolder: '{options.BrokersFolder}' is no absolute path; it is made from Console:DataFolder.";
        }

        if (options.ClientsFolder is { } clients && !Path.IsPathFullyQualified(clients))
        {
            yield return $"{Section}:ClientsFolder: '{clients}' is no absolute path; it is made from Console:DataFolder.";
        }
    }

    private static IEnumerable<string> AddressFailures(EmbeddedClusterOptions options)
    {
        if (!TryParse(options.BindAddress, out var bind))
        {
            yield return $"{Section}:BindAddress: '{options.BindAddress}' is no IPv4 address.";
            yield break;
        }

        if (!IPAddress.IsLoopback(bind) && !options.AllowAnonymous && !options.Acl.Enabled)
        {
            yield return $"{Section}:BindAddress: {options.BindAddress} can be reached from other machines and no access control is "
                + $"configured; use 127.0.0.1, or set {Section}:Acl:Enabled=true with accounts, or {Section}:AllowAnonymous=true to let "
                + "every client in.";
        }

        var advertised = string.IsNullOrEmpty(options.AdvertisedAddress) ? options.BindAddress : options.AdvertisedAddress;
        if (!TryParse(advertised, out var told) || told.Equals(IPAddress.Any))
        {
            yield return $"{Section}:AdvertisedAddress: '{advertised}' is no IPv4 address that clients can connect to; "
                + "name the address of this machine.";
        }
    }

    private static bool TryParse(string? text, out IPAddress address) =>
        IPAddress.TryParse(text, out address!) && address.AddressFamily == AddressFamily.InterNetwork;
}
