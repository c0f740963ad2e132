using System.Globalization;
using Engine.Broker;
using Engine.NameServer;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Transports;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Benchmarks.Fuzzing;

/// <summary>A name server and a broker that hold what the recorded requests are about.</summary>
internal sealed class FuzzCluster : IAsyncDisposable
{
    private const string NameServerAddress = "127.0.0.1:9876";
    private const string BrokerAddress = "127.0.0.1:10911";

    private readonly FuzzNetwork _network = new();
    private readonly NameServerNode _nameServer;
    private readonly BrokerNode _broker;
    private readonly string _folder;
    private int _port = 20_000;

    private FuzzCluster(string folder, bool autoCreate)
    {
        _folder = folder;
        _nameServer = new NameServerNode(
            new NameServerOptions { Address = NameServerAddress }, _network, TimeProvider.System, NullLoggerFactory.Instance);
        _broker = new BrokerNode(
            new BrokerOptions
            {
                ClusterName = "DefaultCluster",
                BrokerName = "broker-a",
                Address = BrokerAddress,
                NameServers = [NameServerAddress],
                StoreFolder = folder,
                CommitLogFileBytes = 4 * 1024 * 1024,
                ConsumeQueueFileBytes = 20_000,
                IndexSlots = 1000,
                IndexItems = 4000,
                RetentionBytes = 32 * 1024 * 1024,
                AutoCreateTopic = autoCreate,
                AutoCreateSubscriptionGroup = autoCreate,
            },
            new BrokerNetwork(_network, new InProcessStreams()),
            TimeProvider.System,
            NullLoggerFactory.Instance);
    }

    internal static async Task<FuzzCluster> StartAsync(string folder, bool autoCreate, CancellationToken ct)
    {
        var cluster = new FuzzCluster(folder, autoCreate);
        await cluster._nameServer.StartAsync(ct).ConfigureAwait(false);
        await cluster._broker.StartAsync(ct).ConfigureAwait(false);
        await cluster.AskAsync(RequestCode.UpdateAndCreateTopic, Topic("RecTopic")).ConfigureAwait(false);
        return cluster;
    }

    internal FuzzConnection Connect(bool toNameServer)
    {
        var address = toNameServer ? NameServerAddress : BrokerAddress;
        _port = _port < 60_000 ? _port + 1 : 20_000;
        return new FuzzConnection(_network.At(address), address, string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}"));
    }

    /// <summary>Whether a right request is answered still, in words when it is not.</summary>
    internal async Task<string?> FindFaultAsync()
    {
        var created = await AskAsync(RequestCode.UpdateAndCreateTopic, Topic("AfterAll")).ConfigureAwait(false);
        using var connection = Connect(toNameServer: true);
        var list = await AskAsync(connection, RemotingCommand.Request(RequestCode.GetAllTopicListFromNameServer)).ConfigureAwait(false);
        await connection.CloseAsync().ConfigureAwait(false);
        return created?.Code == ResponseCode.Success && list?.Code == ResponseCode.Success
            ? null
            : $"a right request is answered {created?.Code} {created?.Remark}, {list?.Code} {list?.Remark}";
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync().ConfigureAwait(false);
        await _nameServer.DisposeAsync().ConfigureAwait(false);
        Directory.Delete(_folder, recursive: true);
    }

    private static CreateTopicHeader Topic(string name) => new() { Topic = name, ReadQueueNums = 4, WriteQueueNums = 4, Perm = 6 };

    private async Task<RemotingCommand?> AskAsync(int code, ICommandHeader header)
    {
        using var connection = Connect(toNameServer: false);
        var answer = await AskAsync(connection, RemotingCommand.Request(code, header)).ConfigureAwait(false);
        await connection.CloseAsync().ConfigureAwait(false);
        return answer;
    }

    private static ValueTask<RemotingCommand?> AskAsync(FuzzConnection connection, RemotingCommand request)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        Remoting.Codec.FrameWriter.Write(request, Remoting.Codec.HeaderFormat.Json, output);
        return connection.ReceiveAsync(output.WrittenSpan.ToArray());
    }
}
