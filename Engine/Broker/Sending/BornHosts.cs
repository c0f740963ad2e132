using Engine.Protocol.Messages;

namespace Engine.Broker.Sending;

/// <summary>
/// Reads the addresses of senders. The last one is remembered, since messages of one connection tend to follow each other. Any thread.
/// </summary>
internal sealed class BornHosts
{
    private Known _last = new("", default);

    /// <param name="address"><c>ip:port</c>; what is no address gives the default value.</param>
    public HostAddress Of(string address)
    {
        var last = Volatile.Read(ref _last);
        if (ReferenceEquals(last.Text, address))
        {
            return last.Host;
        }

        HostAddress.TryParse(address, out var host);
        Volatile.Write(ref _last, new Known(address, host));
        return host;
    }

    private sealed record Known(string Text, HostAddress Host);
}
