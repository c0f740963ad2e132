using Engine.NameServer;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Outbound;
using Engine.Remoting.Transports;
using Engine.Tests.Persistence;
using Engine.Tests.Remoting;
using Engine.Tests.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.NameServer;

/// <summary>A name server with a key-value file, behind the frame codec, and one client.</summary>
internal sealed class NameServerHarness : IAsyncDisposable
{
    internal const string Address = "127.0.0.1:9876";
    internal const string Broker = "127.0.0.1:10911";

    private readonly TemporaryFolder _folder = new();
    private readonly CodecNetwork _network;
    private readonly RemotingClient _client;

    private NameServerHarness()
    {
        _network = new CodecNetwork(Clock, NullLogger.Instance);
        _client = new RemotingClient(_network, new ScriptedDispatcher(), Clock, NullLogger.Instance);
        Node = NewNode();
    }

    internal FakeTimeProvider Clock { get; } = new();

    internal NameServerNode Node { get; private set; }

    internal static async Task<NameServerHarness> StartAsync()
    {
        var harness = new NameServerHarness();
        await harness.Node.StartAsync(CancellationToken.None);
        return harness;
    }

    internal async Task RestartAsync()
    {
        await Node.DisposeAsync();
        Node = NewNode();
        await Node.StartAsync(CancellationToken.None);
    }

    internal Task<RemotingCommand> AskAsync(int code, ICommandHeader? header = null, ICommandBody? body = null, byte[]? raw = null) =>
        AskAsync(RemotingCommand.Request(code, header, body) with { Body = raw });

    internal Task<RemotingCommand> AskAsync(RemotingCommand request) =>
        _client.CallAsync(Address, request, TimeSpan.FromSeconds(3), CancellationToken.None);

    internal async Task<RemotingCommand> AskOkAsync(int code, ICommandHeader? header = null, ICommandBody? body = null)
    {
        var answer = await AskAsync(code, header, body);
        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        return answer;
    }

    internal Task<RemotingCommand> RegisterAsync(params (string Topic, int Queues)[] topics) => AskOkAsync(
        RequestCode.RegisterBroker,
        Registrations.Header("broker-a", Broker),
        new RegisterBrokerBody { TopicConfigSerializeWrapper = Registrations.Topics(1, topics) });

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await Node.DisposeAsync();
        _folder.Dispose();
    }

    private NameServerNode NewNode() => new(
        new NameServerOptions { Address = Address, KvConfigPath = _folder.File("kvConfig.json") },
        _network,
        Clock,
        NullLoggerFactory.Instance);
}
