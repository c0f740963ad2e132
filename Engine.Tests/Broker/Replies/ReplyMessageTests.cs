using System.Globalization;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Broker.Replies;

public sealed class ReplyMessageTests
{
    private const string ReplyTopic = "embedded_REPLY_TOPIC";

    [Theory]
    [InlineData(RequestCode.SendReplyMessage)]
    [InlineData(RequestCode.SendReplyMessageV2)]
    public async Task Reply_AskingClientOnline_GetsItAndItIsKept(int code)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var asking = await StartAskingAsync(harness);
        RemotingCommand? got = null;
        asking.OnAsked = request => AnswerAsync(request, ResponseCode.Success, command => got = command);

        var answer = await ReplyAsync(harness.NewClient("consumer"), code);

        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        got.ShouldNotBeNull().Code.ShouldBe(RequestCode.PushReplyMessageToClient);
        got.Body.ToArray().ShouldBe("reply"u8.ToArray());
        var pushed = got.ReadHeader<ReplyMessageHeader>();
        (pushed.Topic, pushed.BornTimestamp, pushed.StoreHost, pushed.StoreTimestamp)
            .ShouldBe((ReplyTopic, 7L, BrokerHarness.Address, harness.Clock.GetUtcNow().ToUnixTimeMilliseconds()));
        var kept = harness.Read(ReplyTopic).ShouldHaveSingleItem();
        kept.BornHost.ToString().ShouldBe(pushed.BornHost);
        PropertyString.Parse(pushed.Properties).ShouldBe(
            new Dictionary<string, string>(kept.Properties)
            {
                ["PUSH_REPLY_TIME"] = pushed.StoreTimestamp.ToString(CultureInfo.InvariantCulture),
            },
            ignoreOrder: true);
        var header = answer.ReadHeader<SendMessageResponseHeader>();
        (header.MsgId, header.QueueId, header.QueueOffset).ShouldBe((kept.OffsetMessageId, 0, 0L));
    }

    [Fact]
    public async Task Reply_AskingClientRefuses_IsAnError()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var asking = await StartAskingAsync(harness);
        asking.OnAsked = request => AnswerAsync(request, ResponseCode.SystemError, _ => { });

        var answer = await ReplyAsync(harness.NewClient("consumer"));

        answer.Code.ShouldBe(ResponseCode.SystemError);
        answer.Remark.ShouldNotBeNull().ShouldStartWith("push reply message to asking fail.");
        harness.Read(ReplyTopic).Count.ShouldBe(1, "it is kept all the same");
    }

    [Fact]
    public async Task Reply_AskingClientSilent_IsAnErrorAfterTenSeconds()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var asking = await StartAskingAsync(harness);
        asking.OnAsked = _ => new TaskCompletionSource<RemotingCommand?>().Task;

        var timers = harness.Clock.ArmedTimers;
        var replying = ReplyAsync(harness.NewClient("consumer"));

        // The reply's own and that of the question to the client.
        await harness.Clock.WaitForTimersAsync(timers + 2);
        harness.Clock.Advance(TimeSpan.FromSeconds(9.9));
        replying.IsCompleted.ShouldBeFalse();
        harness.Clock.Advance(TimeSpan.FromSeconds(0.2));

        (await replying).Code.ShouldBe(ResponseCode.SystemError);
    }

    [Theory]
    [InlineData("gone", "push reply message fail, channel of <gone> not found.")]
    [InlineData(null, "reply message properties[REPLY_TO_CLIENT] is null")]
    public async Task Reply_NobodyToTakeIt_IsAnErrorThatSaysSo(string? to, string remark)
    {
        await using var harness = await BrokerHarness.StartAsync();
        await StartAskingAsync(harness);

        var answer = await ReplyAsync(harness.NewClient("consumer"), to: to);

        (answer.Code, answer.Remark).ShouldBe((ResponseCode.SystemError, remark));
        answer.WriteHeader()!.Keys.ShouldBe(["MSG_REGION", "TRACE_ON"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("other_REPLY_TOPIC", ResponseCode.TopicNotExist)]
    [InlineData("SELF_TEST_TOPIC", ResponseCode.NoPermission)]
    public async Task Reply_WrongTopic_IsRefused(string topic, int code)
    {
        await using var harness = await BrokerHarness.StartAsync();

        (await ReplyAsync(harness.NewClient(), topic: topic)).Code.ShouldBe(code);
    }

    private static async Task<BrokerClient> StartAskingAsync(BrokerHarness harness)
    {
        var client = harness.NewClient("asking");
        await client.ProduceAsync();
        return client;
    }

    private static Task<RemotingCommand?> AnswerAsync(RemotingCommand request, int code, Action<RemotingCommand> see)
    {
        see(request);
        return Task.FromResult<RemotingCommand?>(RemotingCommand.Answer(code) with { Opaque = request.Opaque });
    }

    private static Task<RemotingCommand> ReplyAsync(
        BrokerClient client, int code = RequestCode.SendReplyMessageV2, string? to = "asking", string topic = ReplyTopic)
    {
        var properties = PropertyString.Encode([new("CORRELATION_ID", "c1"), new("MSG_TYPE", "reply"), new("REPLY_TO_CLIENT", to!)]);
        var header = BrokerClient.Send(topic, properties: properties) with { BornTimestamp = 7 };
        return client.CallAsync(RemotingCommand.Request(code, header) with { Body = "reply"u8.ToArray() });
    }
}
