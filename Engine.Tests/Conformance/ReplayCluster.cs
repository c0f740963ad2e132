using System.Buffers;
using System.Globalization;
using Engine.Broker;
using Engine.NameServer;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Remoting.Codec;
using Engine.Remoting.Transports;
using Engine.Tests.Broker;
using Engine.Tests.Persistence;
using Engine.Tests.Remoting;
using Engine.Tests.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Conformance;

/// <summary>A name server and a broker with the names, addresses and settings of the recorded ones, on a clock of their own.</summary>
internal sealed class ReplayCluster : IAsyncDisposable
{
    internal const string NameServerAddress = "127.0.0.1:9876";
    internal const string BrokerAddress = "127.0.0.1:10911";

    private readonly TemporaryFolder _folder = new();
    private readonly NameServerNode _nameServer;
    private readonly BrokerOptions _options;
    private BrokerNode _broker;
    private int _clientPort = 40_000;

    private ReplayCluster(DateTimeOffset start)
    {
        Clock = new FakeTimeProvider(start);
        Tap = new DispatcherTap(Clock);
        _options = new BrokerOptions
        {
            ClusterName = "DefaultCluster",
            BrokerName = "broker-a",
            Address = BrokerAddress,
            NameServers = [NameServerAddress],
            StoreFolder = _folder.File("store"),
            CommitLogFileBytes = 16 * 1024 * 1024,
            IndexSlots = 1000,
            IndexItems = 4000,
            RetentionHours = 48,
        };
        _nameServer = new NameServerNode(new NameServerOptions { Address = NameServerAddress }, Tap, Clock, NullLoggerFactory.Instance);
        _broker = NewBroker(_options);
    }

    internal FakeTimeProvider Clock { get; }

    internal BrokerTables Tables => _broker.Tables;

    private DispatcherTap Tap { get; }

    internal static async Task<ReplayCluster> StartAsync(DateTimeOffset start, bool withBroker = true)
    {
        var cluster = new ReplayCluster(start);
        await cluster._nameServer.StartAsync(CancellationToken.None);
        if (withBroker)
            await cluster._broker.StartAsync(CancellationToken.None);

        return cluster;
    }

    /// <summary>The broker's next life, with other settings.</summary>
    internal async Task RestartBrokerAsync(Func<BrokerOptions, BrokerOptions> change)
    {
        await _broker.DisposeAsync();
        _broker = NewBroker(change(_options));
        await _broker.StartAsync(CancellationToken.None);
    }

    /// <summary>A connection to the server of that port; the VIP port is the broker's too.</summary>
    internal FrameConnection Connect(int port)
    {
        var address = port == 9876 ? NameServerAddress : BrokerAddress;
        var client = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{++_clientPort}");
        return new FrameConnection(Tap.At(address), address, client);
    }

    internal static HeaderFormat FormatOf(Recording frame) => frame.IsBinary ? HeaderFormat.Binary : HeaderFormat.Json;

    /// <summary>A request of a client that was there when the frames were recorded, but is not among them.</summary>
    internal static async Task TellAsync(FrameConnection connection, RemotingCommand request)
    {
        var output = new ArrayBufferWriter<byte>();
        FrameWriter.Write(request, HeaderFormat.Json, output);
        connection.Receive(output.WrittenSpan.ToArray(), HeaderFormat.Json);
        await Soon.Within(connection.WaitAsync(request.Opaque), $"an answer to {request.Code}");
        connection.Written[^1].Code.ShouldBe(ResponseCode.Success, connection.Written[^1].Remark);
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        await _nameServer.DisposeAsync();
        _folder.Dispose();
    }

    private BrokerNode NewBroker(BrokerOptions options) =>
        new(options, new BrokerNetwork(Tap, new InProcessStreams()), Clock, NullLoggerFactory.Instance, random: new Random(7));
}
