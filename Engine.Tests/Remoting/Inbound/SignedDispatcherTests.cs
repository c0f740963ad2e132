using System.Text;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Connections;
using Engine.Remoting.Inbound;
using Engine.Remoting.Transports;
using Engine.Tests.Conformance;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace Engine.Tests.Remoting.Inbound;

public sealed class SignedDispatcherTests
{
    private const string Secret = "12345678";

    private static readonly AccessAccount[] Accounts =
        [new("RocketMQ", Secret, IsAdmin: false), new("operator", "87654321", IsAdmin: true)];

    [Fact]
    public void Signature_IsHmacSha1OverValuesInOrderOfNamesAndTheBody()
    {
        var fields = new Dictionary<string, string> { ["topic"] = "TopicA", ["AccessKey"] = "RocketMQ", ["Signature"] = "left out" };

        // printf '%s' 'RocketMQTopicAbody' | openssl dgst -sha1 -hmac 12345678 -binary | base64
        AccessSignature.Of(fields, "body"u8, Secret).ShouldBe("SEoOvZ0BgWohxzLrhbRjWD5epRM=");
    }

    [Fact]
    public async Task SignedRequest_IsDispatched()
    {
        var answer = await AskAsync(AccessSignature.Sign(Route(), "RocketMQ", Secret));

        answer!.Code.ShouldBe(ResponseCode.Success);
    }

    [Fact]
    public async Task SignedRequestWithABody_IsDispatched()
    {
        var request = RemotingCommand.Request(RequestCode.HeartBeat) with { Body = Encoding.UTF8.GetBytes("{}") };

        (await AskAsync(AccessSignature.Sign(request, "RocketMQ", Secret)))!.Code.ShouldBe(ResponseCode.Success);
    }

    [Fact]
    public async Task UnsignedRequest_IsRefused() => await ShouldBeRefusedAsync(Route(), "No accessKey is configured");

    [Fact]
    public async Task UnknownAccount_IsRefused() =>
        await ShouldBeRefusedAsync(AccessSignature.Sign(Route(), "nobody", Secret), "No acl config for nobody");

    [Fact]
    public async Task WrongSecret_IsRefused() =>
        await ShouldBeRefusedAsync(
            AccessSignature.Sign(Route(), "RocketMQ", "87654321"), "Check signature failed for accessKey=RocketMQ");

    [Fact]
    public async Task FieldChangedAfterSigning_IsRefused()
    {
        var signed = AccessSignature.Sign(Route(), "RocketMQ", Secret);
        var changed = signed with { ExtFields = new Dictionary<string, string>(signed.ExtFields!) { ["topic"] = "TopicB" } };

        await ShouldBeRefusedAsync(changed, "Check signature failed for accessKey=RocketMQ");
    }

    [Fact]
    public async Task BodyChangedAfterSigning_IsRefused() =>
        await ShouldBeRefusedAsync(
            AccessSignature.Sign(Route(), "RocketMQ", Secret) with { Body = new byte[] { 1 } },
            "Check signature failed for accessKey=RocketMQ");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task QueryByUniqueKey_SignedAsClientsOfEitherAgeDo_IsDispatched(bool asOf493)
    {
        var signed = AccessSignature.Sign(UniqueKeyQuery(), "RocketMQ", Secret, asOf493);

        (await AskAsync(signed))!.Code.ShouldBe(ResponseCode.Success);
        var changed = signed with { ExtFields = new Dictionary<string, string>(signed.ExtFields!) { ["topic"] = "TopicB" } };
        await ShouldBeRefusedAsync(changed, "Check signature failed for accessKey=RocketMQ");
    }

    [Fact]
    public async Task SigningConnection_BrokerThatLeavesTheFieldOut_IsAskedOnceMoreAsItWants()
    {
        var asked = new List<RemotingCommand>();
        var inner = Substitute.For<IConnection>();
        inner.CallAsync(default!, default, default).ReturnsForAnyArgs(call =>
        {
            var request = call.Arg<RemotingCommand>();
            asked.Add(request);
            var fields = request.ExtFields!.Where(field => field.Key != AccessSignature.UniqueKeyQueryField)
                .ToDictionary(field => field.Key, field => field.Value);
            var isRight = fields["Signature"] == AccessSignature.Of(fields, request.Body.Span, Secret);
            return RemotingCommand.Answer(isRight ? ResponseCode.Success : ResponseCode.NoPermission, null);
        });
        var connection = new SigningConnection(inner, "RocketMQ", Secret);

        (await connection.CallAsync(UniqueKeyQuery(), TimeSpan.FromSeconds(1), CancellationToken.None)).Code.ShouldBe(ResponseCode.Success);
        asked.Count.ShouldBe(2);
        asked[1].ExtFields!.Keys.ShouldContain(AccessSignature.UniqueKeyQueryField);
        (await connection.CallAsync(Route(), TimeSpan.FromSeconds(1), CancellationToken.None)).Code.ShouldBe(ResponseCode.Success);
        asked.Count.ShouldBe(3);
    }

    [Fact]
    public async Task AdminRequest_OnlyAnAdministratorMaySendIt()
    {
        var request = RemotingCommand.Request(RequestCode.DeleteTopicInBroker, new TopicHeader { Topic = "TopicA" });

        await ShouldBeRefusedAsync(
            AccessSignature.Sign(request, "RocketMQ", Secret), "Need admin permission for request code=215, but accessKey=RocketMQ is not");
        (await AskAsync(AccessSignature.Sign(request, "operator", "87654321")))!.Code.ShouldBe(ResponseCode.Success);
    }

    [Fact]
    public async Task RefusedOneWayRequest_IsNotAnswered() => (await AskAsync(Route().AsOneWay())).ShouldBeNull();

    private static RemotingCommand UniqueKeyQuery() =>
        RemotingCommand.Request(RequestCode.QueryMessage) with
        {
            ExtFields = new Dictionary<string, string> { ["topic"] = "TopicA", ["key"] = "K", ["_UNIQUE_KEY_QUERY"] = "true" },
        };

    private static RemotingCommand Route() =>
        RemotingCommand.Request(RequestCode.GetRouteInfoByTopic, new TopicHeader { Topic = "TopicA" }) with { Opaque = 7 };

    private static async Task ShouldBeRefusedAsync(RemotingCommand request, string remark)
    {
        var answer = (await AskAsync(request)).ShouldNotBeNull();

        answer.Code.ShouldBe(ResponseCode.NoPermission);
        answer.Remark.ShouldBe(remark);
        answer.Opaque.ShouldBe(request.Opaque);
        answer.IsResponse.ShouldBeTrue();
    }

    private static async Task<RemotingCommand?> AskAsync(RemotingCommand request)
    {
        var inner = new ScriptedDispatcher();
        var dispatcher = new SignedDispatcher(inner, Accounts, NullLogger.Instance);
        return await dispatcher.DispatchAsync(
            new InboundRequest(request, new FrameConnection(inner, "127.0.0.1:1", "127.0.0.1:2")), CancellationToken.None);
    }
}
