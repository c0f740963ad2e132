using System.Net;
using System.Net.NetworkInformation;
using System.Net.Security;
using Engine.Admin;
using Engine.Client;
using Engine.Client.Producing;
using Engine.Diagnostics;
using Engine.Remoting.Inbound;
using Engine.Remoting.Outbound;
using Engine.Remoting.Transports;
using Engine.Remoting.Transports.Tcp;
using Microsoft.Extensions.Logging;

namespace Engine.Hosting;

/// <summary>
/// The admin of a cluster elsewhere, over connections of its own: nothing is connected before it is asked, and nothing is shared with
/// another cluster, so that a silent one slows down no other.
/// </summary>
internal sealed class RemoteCluster : IRemoteCluster, IAsyncDisposable
{
    private readonly TcpTransport _tcp;
    private readonly AdminProducer _producer;

    /// <param name="options">Its settings, checked; not to be changed afterwards.</param>
    /// <param name="timeProvider">Its clock.</param>
    /// <param name="loggers">Takes its logs.</param>
    /// <param name="meter">Takes its measurements.</param>
    public RemoteCluster(RemoteClusterOptions options, TimeProvider timeProvider, ILoggerFactory loggers, EngineMeter meter)
    {
        Name = options.Name;
        NameServers = NameServerList.Split(options.NameServers);
        IsReadOnly = options.ReadOnly;
        _tcp = new TcpTransport(new TcpSettings(
            new TcpOptions { ClientTls = Tls(options) }, timeProvider, loggers.CreateLogger<TcpTransport>(), meter));
        ITransport network = string.IsNullOrEmpty(options.AccessKey)
            ? _tcp
            : new SigningTransport(_tcp, options.AccessKey, options.SecretKey ?? string.Empty);
        var remoting = new RemotingClient(
            network,
            new RequestDispatcher([], loggers.CreateLogger<RequestDispatcher>(), timeProvider),
            timeProvider,
            loggers.CreateLogger<RemotingClient>());
        _producer = new AdminProducer(() => new Producer(
            new ProducerOptions { Group = AdminProducer.Group },
            ClientContexts.Make(network, NameServers, ClientIdSource.Choose(MachineAddresses()), timeProvider, loggers)));
        Admin = new ClusterAdmin(Name, NameServers, remoting, _producer.SendAsync, timeProvider, loggers);
    }

    public string Name { get; }

    public IReadOnlyList<string> NameServers { get; }

    public bool IsReadOnly { get; }

    public IClusterAdmin Admin { get; }

    public async ValueTask DisposeAsync()
    {
        // First: it says goodbye to the brokers.
        await _producer.DisposeAsync().ConfigureAwait(false);
        await Admin.DisposeAsync().ConfigureAwait(false);
        _tcp.Dispose();
    }

    private static SslClientAuthenticationOptions? Tls(RemoteClusterOptions options) => options.Tls
        ? new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = options.TlsAnyCertificate ? (_, _, _, _) => true : null,
        }
        : null;

    private static IEnumerable<IPAddress> MachineAddresses() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(network => network.OperationalStatus == OperationalStatus.Up)
        .SelectMany(network => network.GetIPProperties().UnicastAddresses)
        .Select(address => address.Address);
}
