using Engine.Client;
using Engine.Client.Consuming.Pulling;
using Engine.Protocol.Codes;
using Engine.Remoting.Outbound;

namespace Engine.Tests.Client.Consuming.Pulling;

[Trait("Behaviour", "C6")]
public sealed class PullFailureTests
{
    private const string Address = "127.0.0.1:10911";

    [Fact]
    public void Of_Unsent_SaysSo()
    {
        var failure = Of(10001, new RemotingSendException(Address, RequestCode.PullMessage, "closed"));

        failure.Text.ShouldBe("could not send: send of request 11 to 127.0.0.1:10911 failed: closed");
        failure.Next.Delay.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Of_TimedOut_SaysAfterHowLong()
    {
        var failure = Of(10002, new RemotingTimeoutException(Address, RequestCode.PullMessage, TimeSpan.FromSeconds(30)));

        failure.Text.ShouldBe("timed out: request 11 to 127.0.0.1:10911 timed out after 30000 ms");
        failure.Next.Delay.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Of_Refused_SaysWhatTheBrokerSaid()
    {
        var failure = PullFailure.Of(new ClientException(26, "request 11 to 127.0.0.1:10911 was answered with code 26: no group"));

        failure.Text.ShouldBe("request 11 to 127.0.0.1:10911 was answered with code 26: no group");
        failure.Next.Delay.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    [Trait("Behaviour", "C1")]
    public void Of_BrokerFlowControl_ComesBackAfter20Milliseconds() =>
        PullFailure.Of(new ClientException(ResponseCode.FlowControl, "busy")).Next.Delay.ShouldBe(TimeSpan.FromMilliseconds(20));

    private static PullFailure Of(int code, RemotingException inner) => PullFailure.Of(new ClientException(code, inner.Message, inner));
}
