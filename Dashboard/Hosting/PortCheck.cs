using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Dashboard.Configuration;

namespace Dashboard.Hosting;

/// <summary>
/// Tries the console's ports before anything is started, so that a taken one is one sentence and leaves nothing half begun.
/// </summary>
internal static class PortCheck
{
    internal static IEnumerable<string> Problems(IConfiguration configuration)
    {
        foreach (var (key, address) in ListenPolicy.Addresses(configuration))
        {
            if (ListenPolicy.Parse(address) is not { IsUnixPipe: false, IsNamedPipe: false, Port: > 0 } parsed)
                continue;

            if (parsed.Port > IPEndPoint.MaxPort)
                yield return $"{key}: {address} names a port above {IPEndPoint.MaxPort}. Set {key} to http://127.0.0.1:5080.";
            else if (Refusal(parsed) is { } error)
                yield return $"{key}: {address} cannot be listened on: {Reason(error)}";
        }
    }

    private static SocketError? Refusal(BindingAddress address)
    {
        var ip = IPAddress.TryParse(address.Host.Trim('[', ']'), out var parsed) ? parsed : IPAddress.Loopback;
        try
        {
            // Kestrel's listening sockets are made alike: a port in TIME_WAIT is free, one that is listened on is not.
            using var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(ip, address.Port));
            socket.Listen();
            return null;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode;
        }
    }

    private static string Reason(SocketError error) => error switch
    {
        SocketError.AddressAlreadyInUse => "the port is taken by another program. Stop that one, or set Urls to another port.",
        SocketError.AccessDenied => "this user may not use the port. Set Urls to a port of 1024 or above.",
        SocketError.AddressNotAvailable => "this machine has no such address. Set Urls to http://127.0.0.1:5080.",
        _ => string.Create(CultureInfo.InvariantCulture, $"the system says {error}. Set Urls to another address."),
    };
}
