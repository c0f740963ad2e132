using Engine.Diagnostics;
using Engine.Hosting;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Remoting.Outbound;
using Engine.Remoting.Transports.Tcp;
using Engine.Tests.Persistence;
using Engine.Tests.Remoting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Hosting;

/// <summary>Access keys on the TCP ports of an embedded cluster.</summary>
public sealed class EmbeddedAccessTests
{
    private static readonly RemotingCommand List = RemotingCommand.Request(RequestCode.GetAllTopicListFromNameServer);

    [Fact]
    public async Task On_OnlySignedRequestsComeInOverTcpAndTheClusterItselfNeedsNoKey()
    {
        await using var served = await ServedCluster.StartAsync(acl =>
        {
            acl.Enabled = true;
            acl.Accounts.Add(new EmbeddedAclAccount { AccessKey = "RocketMQ", SecretKey = "12345678" });
        });

        (await served.AskAsync(List)).Code.ShouldBe(ResponseCode.NoPermission);
        (await served.AskAsync(AccessSignature.Sign(List, "RocketMQ", "wrong-secret"))).Code.ShouldBe(ResponseCode.NoPermission);
        (await served.AskAsync(AccessSignature.Sign(List, "RocketMQ", "12345678"))).Code.ShouldBe(ResponseCode.Success);
        (await served.Cluster.Admin.ListTopicsAsync(CancellationToken.None)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Off_ASignatureIsIgnored()
    {
        await using var served = await ServedCluster.StartAsync(_ => { });

        (await served.AskAsync(AccessSignature.Sign(List, "nobody", "whatever"))).Code.ShouldBe(ResponseCode.Success);
    }

    private sealed class ServedCluster : IAsyncDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly EngineMeter _meter = new();
        private readonly TcpTransport _tcp = new(
            new TcpSettings(new TcpOptions(), TimeProvider.System, NullLogger<TcpTransport>.Instance, Meter: null));

        private readonly RemotingClient _client;

        private ServedCluster(Action<EmbeddedAclOptions> configure)
        {
            var options = new EmbeddedClusterOptions
            {
                NameServerPort = 0,
                BrokersFolder = _folder.File("brokers"),
                Brokers = { new EmbeddedBrokerOptions { Name = "broker-a", Port = 0 } },
            };
            configure(options.Acl);
            Cluster = new EmbeddedCluster(options, TimeProvider.System, NullLoggerFactory.Instance, _meter);
            _client = new RemotingClient(_tcp, new ScriptedDispatcher(), TimeProvider.System, NullLogger.Instance);
        }

        internal EmbeddedCluster Cluster { get; }

        internal static async Task<ServedCluster> StartAsync(Action<EmbeddedAclOptions> configure)
        {
            var served = new ServedCluster(configure);
            await served.Cluster.StartAsync(CancellationToken.None);
            return served;
        }

        internal Task<RemotingCommand> AskAsync(RemotingCommand request) =>
            _client.CallAsync(Cluster.NameServers[0], request, TimeSpan.FromSeconds(20), CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            await _client.DisposeAsync();
            await Cluster.DisposeAsync();
            _tcp.Dispose();
            _meter.Dispose();
            _folder.Dispose();
        }
    }
}
