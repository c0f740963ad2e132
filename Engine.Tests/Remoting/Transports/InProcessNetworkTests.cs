using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Headers;
using Engine.Remoting.Transports;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Remoting.Transports;

public sealed class InProcessNetworkTests : TransportContract
{
    public InProcessNetworkTests() => Transport = new InProcessNetwork(Clock, NullLogger.Instance);

    private protected override ITransport Transport { get; }

    [Fact]
    public async Task CallAsync_TypedHeaderAndBody_AreHandedOverAsTheyAre()
    {
        var server = new ScriptedDispatcher();
        var (connection, _) = await ConnectAsync(server);
        var header = new TopicHeader { Topic = "TopicA" };
        var body = new TopicListBody { TopicList = ["TopicA"] };

        await CallAsync(connection, RemotingCommand.Request(105, header, body));

        server.Came.Single().Command.Header.ShouldBeSameAs(header);
        server.Came.Single().Command.TypedBody.ShouldBeSameAs(body);
    }

    [Fact]
    public async Task CallAsync_AnsweredAtOnce_CompletesOnTheCallingThread()
    {
        var (connection, _) = await ConnectAsync(new ScriptedDispatcher());

        CallAsync(connection, RemotingCommand.Request(34)).IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task ConnectAsync_AnotherNetwork_SeesNoListener()
    {
        var other = new InProcessNetwork(Clock, NullLogger.Instance);
        await using var mine = await Transport.ListenAsync(Address, new ScriptedDispatcher(), CancellationToken.None);

        await using var theirs = await other.ListenAsync(Address, new ScriptedDispatcher(), CancellationToken.None);
        await mine.DisposeAsync();

        (await other.ConnectAsync(Address, new ScriptedDispatcher(), CancellationToken.None)).IsOpen.ShouldBeTrue();
    }

    [Theory]
    [InlineData("localhost:10911")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:0")]
    [InlineData("")]
    public async Task ListenAsync_NoEndpoint_IsRefused(string address) =>
        await Should.ThrowAsync<ArgumentException>(
            async () => await Transport.ListenAsync(address, new ScriptedDispatcher(), CancellationToken.None));
}
