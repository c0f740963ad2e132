using System.Net;

namespace Engine.Client;

/// <summary>
/// Makes client ids of the form <c>ip@pid#n</c>, unique among the clients of this process and, as the address and the process id are in
/// them, among all. Mirrors ClientConfig#buildMQClientId and #changeInstanceNameToPID.
/// </summary>
internal sealed class ClientIdSource(IPAddress localAddress, int processId)
{
    private int _last;

    public IPAddress LocalAddress { get; } = localAddress;

    public int ProcessId { get; } = processId;

    /// <param name="instanceName">The application's own name for the client; null makes a unique one.</param>
    public string Next(string? instanceName) =>
        string.Create(null, $"{LocalAddress}@{instanceName ?? string.Create(null, $"{ProcessId}#{Interlocked.Increment(ref _last)}")}");

    /// <summary>
    /// The address that names this machine: IPv4 before IPv6, public before private (127.0 and 192.168), loopback only when there is
    /// nothing else. Mirrors RemotingUtil#getLocalAddress.
    /// </summary>
    public static IPAddress Choose(IEnumerable<IPAddress> addresses)
    {
        var usable = addresses.Where(address => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal).ToArray();
        return usable.FirstOrDefault(address => IsV4(address) && !IsPrivate(address))
            ?? usable.LastOrDefault(IsV4)
            ?? usable.FirstOrDefault()
            ?? IPAddress.Loopback;
    }

    private static bool IsV4(IPAddress address) => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork;

    private static bool IsPrivate(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return (bytes[0], bytes[1]) is (127, 0) or (192, 168);
    }
}
