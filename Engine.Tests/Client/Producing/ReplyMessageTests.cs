using Engine.Client;
using Engine.Client.Producing;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Producing;

public sealed class ReplyMessageTests
{
    private static readonly byte[] Body = "42"u8.ToArray();

    private static readonly Dictionary<string, string> OfRequest = new()
    {
        [MessageProperties.Cluster] = "c",
        [MessageProperties.CorrelationId] = "id-1",
        [MessageProperties.ReplyToClient] = "10.0.0.7@1#1",
        [MessageProperties.TimeToLive] = "3000",
    };

    [Fact]
    public void To_Request_GoesToTheReplyTopicOfItsCluster()
    {
        var reply = ReplyMessage.To(Request(OfRequest), Body);

        reply.Message.Topic.ShouldBe("c_REPLY_TOPIC");
        reply.Message.Body.ToArray().ShouldBe(Body);
        (reply.CorrelationId, reply.ReplyToClient, reply.TimeToLive).ShouldBe(("id-1", "10.0.0.7@1#1", "3000"));
    }

    [Theory]
    [InlineData(MessageProperties.Cluster)]
    [InlineData(MessageProperties.CorrelationId)]
    [InlineData(MessageProperties.ReplyToClient)]
    public void To_NoRequest_NamesTheMissingProperty(string missing)
    {
        var properties = OfRequest.Where(pair => pair.Key != missing).ToDictionary();

        var refusal = Should.Throw<ClientException>(() => ReplyMessage.To(Request(properties), Body));

        refusal.ResponseCode.ShouldBe(ClientErrorCode.IllegalMessage);
        refusal.Message.ShouldContain($"no property {missing}");
    }

    [Fact]
    public async Task ReplyAsync_Reply_IsSentWithCode325()
    {
        await using var cluster = await FakeCluster.StartAsync();
        cluster.SetRoute("c_REPLY_TOPIC", (cluster.A, 1));
        var stored = new SendMessageResponseHeader { MsgId = "x", QueueId = 0, QueueOffset = 7 };
        cluster.A.Node.On(RequestCode.SendReplyMessageV2, RemotingCommand.Success(stored));
        var producer = await cluster.StartProducerAsync();
        var reply = ReplyMessage.To(Request(OfRequest), Body);

        var result = await producer.ReplyAsync(reply with { Message = reply.Message with { Keys = "k" } }, CancellationToken.None);

        result.QueueOffset.ShouldBe(7);
        var header = cluster.A.Node.Came(RequestCode.SendReplyMessageV2).ShouldHaveSingleItem().ReadHeader<SendMessageHeader>();
        header.Topic.ShouldBe("c_REPLY_TOPIC");
        var properties = PropertyString.Parse(header.Properties);
        properties[MessageProperties.MessageType].ShouldBe("reply");
        properties[MessageProperties.CorrelationId].ShouldBe("id-1");
        properties[MessageProperties.ReplyToClient].ShouldBe("10.0.0.7@1#1");
        properties[MessageProperties.TimeToLive].ShouldBe("3000");
        properties[MessageProperties.Keys].ShouldBe("k");
    }

    [Fact]
    public async Task ReplyAsync_ClientNotReached_IsTheBrokersCode()
    {
        await using var cluster = await FakeCluster.StartAsync();
        cluster.SetRoute("c_REPLY_TOPIC", (cluster.A, 1));
        cluster.A.Node.On(RequestCode.SendReplyMessageV2, RemotingCommand.Answer(ResponseCode.SystemError, "channel not found"));
        var producer = await cluster.StartProducerAsync();

        var failure = await Should.ThrowAsync<ClientException>(
            () => producer.ReplyAsync(ReplyMessage.To(Request(OfRequest), Body), CancellationToken.None));

        failure.ResponseCode.ShouldBe(ResponseCode.SystemError);
        failure.Message.ShouldContain("channel not found");
    }

    private static MessageExt Request(IReadOnlyDictionary<string, string> properties) =>
        new() { Topic = "T", Properties = properties };
}
