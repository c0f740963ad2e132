using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Headers;
using Engine.Remoting.Codec;
using Engine.Remoting.Outbound;
using Engine.Remoting.Transports;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Remoting.Transports;

public sealed class CodecNetworkTests : TransportContract
{
    public CodecNetworkTests() => Transport = new CodecNetwork(Clock, NullLogger.Instance);

    private protected override ITransport Transport { get; }

    [Theory]
    [InlineData(HeaderFormat.Json)]
    [InlineData(HeaderFormat.Binary)]
    internal async Task CallAsync_TypedHeaderAndBody_ArriveAsFieldsAndBytes(HeaderFormat format)
    {
        var network = new CodecNetwork(Clock, NullLogger.Instance, null, format);
        var server = new ScriptedDispatcher(request => ValueTask.FromResult<RemotingCommand?>(
            RemotingCommand.Success(body: request.Command.ReadBody<TopicListBody>()) with { Opaque = request.Command.Opaque }));
        await using var listener = await network.ListenAsync(Address, server, CancellationToken.None);
        var connection = await network.ConnectAsync(Address, new ScriptedDispatcher(), CancellationToken.None);

        var request = RemotingCommand.Request(105, new TopicHeader { Topic = "TopicA" }, new TopicListBody { TopicList = ["TopicB"] });
        var answer = await CallAsync(connection, request);

        var came = server.Came.Single().Command;
        came.Header.ShouldBeNull();
        came.TypedBody.ShouldBeNull();
        came.ReadHeader<TopicHeader>().Topic.ShouldBe("TopicA");
        answer.TypedBody.ShouldBeNull();
        answer.ReadBody<TopicListBody>().TopicList.ShouldBe(["TopicB"]);
    }

    [Fact]
    public async Task CallAsync_CommandTooLarge_FailsBeforeItIsSent()
    {
        var server = new ScriptedDispatcher();
        var (connection, _) = await ConnectAsync(server);

        await Should.ThrowAsync<RemotingSendException>(
            CallAsync(connection, RemotingCommand.Request(10) with { Body = new byte[FrameLayout.MaxFrameBytes] }));

        server.Came.ShouldBeEmpty();
    }
}
