using Engine.Broker;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Remoting.Outbound;
using Engine.Remoting.Transports;
using Engine.Store;
using Engine.Tests.Persistence;
using Engine.Tests.Remoting;
using Engine.Tests.Scenarios;
using Engine.Tests.Store;
using Engine.Tests.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Broker.Replication;

/// <summary>A master and a slave of it on one network, started and stopped as a test likes, with a clock of the test's own.</summary>
internal sealed class HaPair : IAsyncDisposable
{
    internal const string SlaveAddress = "127.0.0.1:10921";
    internal const string HaAddress = "127.0.0.1:10912";

    private readonly TemporaryFolder _folder = new();
    private readonly ITransport _network;
    private readonly RemotingClient _client;

    private HaPair(IStreamNetwork? streams, string haAddress)
    {
        _network = new InProcessNetwork(Clock, NullLogger.Instance);
        Streams = streams ?? new InProcessStreams();
        _client = new RemotingClient(_network, new ScriptedDispatcher(), Clock, NullLogger.Instance);
        MasterOptions = new BrokerOptions
        {
            ClusterName = "embedded",
            BrokerName = BrokerHarness.BrokerName,
            Address = BrokerHarness.Address,
            NameServers = [BrokerHarness.NameServerAddress],
            StoreFolder = _folder.File("master"),
            CommitLogFileBytes = 64 * 1024,
            ConsumeQueueFileBytes = 20_000,
            HaAddress = haAddress,
        };
        SlaveOptions = MasterOptions with
        {
            BrokerId = 1,
            Role = BrokerRole.Slave,
            Address = SlaveAddress,
            StoreFolder = _folder.File("slave"),
            HaAddress = null,
            MasterAddress = BrokerHarness.Address,
            MasterHaAddress = haAddress,
        };
    }

    internal FakeTimeProvider Clock { get; } = new();

    internal ClockPump Pump => new(Clock);

    internal BrokerLog MasterLog { get; } = new();

    internal BrokerLog SlaveLog { get; } = new();

    internal IStreamNetwork Streams { get; }

    internal BrokerOptions MasterOptions { get; private set; }

    internal BrokerOptions SlaveOptions { get; private set; }

    internal BrokerNode Master { get; private set; } = null!;

    internal BrokerNode? Slave { get; private set; }

    internal MessageStore MasterStore => Master.Tables.Store;

    internal MessageStore SlaveStore => Slave!.Tables.Store;

    /// <summary>Starts the master; the slave is started by the test.</summary>
    internal static async Task<HaPair> StartMasterAsync(
        Func<BrokerOptions, BrokerOptions>? master = null,
        Func<BrokerOptions, BrokerOptions>? slave = null,
        IStreamNetwork? streams = null,
        string haAddress = HaAddress)
    {
        var pair = new HaPair(streams, haAddress);
        pair.MasterOptions = master?.Invoke(pair.MasterOptions) ?? pair.MasterOptions;
        pair.SlaveOptions = slave?.Invoke(pair.SlaveOptions) ?? pair.SlaveOptions;
        await pair._network.ListenAsync(BrokerHarness.NameServerAddress, new ScriptedDispatcher(), CancellationToken.None);
        await pair.StartMasterAsync();
        return pair;
    }

    /// <summary>A pair of which the slave has everything.</summary>
    internal static async Task<HaPair> StartAsync(
        Func<BrokerOptions, BrokerOptions>? master = null, Func<BrokerOptions, BrokerOptions>? slave = null)
    {
        var pair = await StartMasterAsync(master, slave);
        await pair.StartSlaveAsync();
        await pair.CaughtUpAsync();
        return pair;
    }

    internal async Task StartMasterAsync()
    {
        Master = new BrokerNode(MasterOptions, new BrokerNetwork(_network, Streams), Clock, MasterLog, random: new Random(7));
        await Master.StartAsync(CancellationToken.None);
    }

    internal async Task StartSlaveAsync()
    {
        Slave = new BrokerNode(SlaveOptions, new BrokerNetwork(_network, Streams), Clock, SlaveLog, random: new Random(8));
        await Slave.StartAsync(CancellationToken.None);
    }

    internal Task StopMasterAsync() => Soon.Within(Master.StopAsync(CancellationToken.None), "the master to stop");

    internal Task StopSlaveAsync() => Soon.Within(Slave!.StopAsync(CancellationToken.None), "the slave to stop");

    /// <summary>Stores messages at the master without a client.</summary>
    internal void Put(int count, string topic = "TopicA", string text = "message")
    {
        for (var i = 0; i < count; i++)
            MasterStore.Append(StoreHarness.Message(topic, i % 4, $"{text} {i}")).IsStored.ShouldBeTrue();
    }

    /// <summary>Returns when the slave has all that the master has, and both know it.</summary>
    internal Task CaughtUpAsync() => Pump.UntilAsync(
        async () =>
        {
            var (master, slave) = (await StatusAsync(), await StatusAsync(SlaveAddress));
            return SlaveStore.MaxPhysicalOffset == MasterStore.MaxPhysicalOffset && slave.HaClientRuntimeInfo.HasCaughtUp
                && master.HaConnectionInfo.Any(one => one.SlaveAckOffset == MasterStore.MaxPhysicalOffset);
        },
        () => $"the slave has everything; {string.Join(" | ", SlaveLog.Lines.TakeLast(3))}");

    /// <summary>Returns when the slave says why it does not follow.</summary>
    internal async Task<string> ProblemAsync(string? other = null)
    {
        string? problem = null;
        await Pump.UntilAsync(
            async () => (problem = (await StatusAsync(SlaveAddress)).HaClientRuntimeInfo.Problem) is not null && problem != other,
            () => "the slave says why it does not follow");
        return problem!;
    }

    internal async Task<BrokerHaStatusBody> StatusAsync(string address = BrokerHarness.Address) =>
        (await CallAsync(address, RemotingCommand.Request(RequestCode.GetBrokerHaStatus))).ReadBody<BrokerHaStatusBody>();

    internal Task<RemotingCommand> CallAsync(string address, RemotingCommand request) =>
        _client.CallAsync(address, request, TimeSpan.FromMinutes(10), CancellationToken.None);

    /// <summary>A send to the master.</summary>
    internal Task<RemotingCommand> SendAsync(string? properties = null, string address = BrokerHarness.Address) => CallAsync(
        address,
        RemotingCommand.Request(RequestCode.SendMessageV2, BrokerClient.Send(properties: properties)) with
        {
            Body = "hello"u8.ToArray(),
        });

    /// <summary>Both have the same log and the same queues.</summary>
    internal void ShouldBeAlike()
    {
        SlaveStore.MaxPhysicalOffset.ShouldBe(MasterStore.MaxPhysicalOffset);
        foreach (var (topic, queueId) in MasterStore.Queues)
        {
            var bounds = MasterStore.GetBounds(topic, queueId);
            SlaveStore.GetBounds(topic, queueId).Max.ShouldBe(bounds.Max, $"{topic} Q{queueId}");
            for (var at = bounds.Min; at < bounds.Max;)
            {
                var (mine, theirs) = (MasterStore.Get(topic, queueId, at, 32, null), SlaveStore.Get(topic, queueId, at, 32, null));
                theirs.Body.Span.SequenceEqual(mine.Body.Span).ShouldBeTrue($"{topic} Q{queueId} from {at} on");
                at = mine.NextBeginOffset;
            }
        }
    }

    internal static void Copy(string from, string to)
    {
        if (Directory.Exists(to))
            Directory.Delete(to, recursive: true);

        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Slave is not null)
            await StopSlaveAsync();

        await StopMasterAsync();
        await _client.DisposeAsync();
        _folder.Dispose();
    }
}
