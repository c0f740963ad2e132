using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Engine.Diagnostics;
using Engine.Hosting;
using Engine.Remoting.Transports.Tcp;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Hosting;

/// <summary>A cluster that listens on free ports of this machine, to be managed from outside.</summary>
internal sealed class FarCluster : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("console-far-");
    private readonly EngineMeter _meter = new();
    private readonly TcpTransport? _network;
    private readonly X509Certificate2? _certificate;

    private FarCluster(EmbeddedAclAccount? account, bool isTls)
    {
        var options = new EmbeddedClusterOptions { BrokersFolder = _folder.FullName, NameServerPort = 0 };
        foreach (var name in (string[])["broker-a", "broker-b"])
            options.Brokers.Add(new EmbeddedBrokerOptions { Name = name, Port = 0 });

        if (account is not null)
        {
            options.Acl.Enabled = true;
            options.Acl.Accounts.Add(account);
        }

        if (isTls)
        {
            _certificate = MakeCertificate();
            _network = MakeNetwork(_certificate);
            options.NameServerPort = _network.ReservePort(IPAddress.Loopback);
            foreach (var broker in options.Brokers)
                broker.Port = _network.ReservePort(IPAddress.Loopback);
        }

        Cluster = new EmbeddedCluster(options, TimeProvider.System, NullLoggerFactory.Instance, _meter, _network);
    }

    internal EmbeddedCluster Cluster { get; }

    internal string NameServer => Cluster.NameServers[0];

    internal static async Task<FarCluster> StartAsync(EmbeddedAclAccount? account = null, bool isTls = false)
    {
        var far = new FarCluster(account, isTls);
        await far.Cluster.StartAsync(CancellationToken.None);
        return far;
    }

    /// <summary>The same cluster as somebody elsewhere manages it.</summary>
    internal RemoteCluster Connect(Action<RemoteClusterOptions>? with = null)
    {
        var options = new RemoteClusterOptions { Name = "far", NameServers = NameServer };
        with?.Invoke(options);
        return new RemoteCluster(options, TimeProvider.System, NullLoggerFactory.Instance, _meter);
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        _network?.Dispose();
        _certificate?.Dispose();
        _meter.Dispose();
        _folder.Delete(recursive: true);
    }

    private static TcpTransport MakeNetwork(X509Certificate2 certificate) => new(new TcpSettings(
        new TcpOptions
        {
            ServerTls = new SslServerAuthenticationOptions { ServerCertificate = certificate },
            RequireTls = true,
            ClientTls = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        },
        TimeProvider.System,
        NullLogger.Instance));

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=far", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var from = DateTimeOffset.Parse("2020-01-01", CultureInfo.InvariantCulture);
        using var made = request.CreateSelfSigned(from, from.AddYears(100));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
