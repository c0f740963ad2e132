using Engine.Client.Consuming;
using Engine.Client.Consuming.Processing;
using Engine.Client.Consuming.Pulling;

namespace Engine.Tests.Client.Consuming.Pulling;

[Trait("Behaviour", "C2")]
public sealed class PullFlowControlTests
{
    private const long Limit = 100L * 1024 * 1024;

    private static readonly PushConsumerOptions Defaults = new() { Group = "g", Subscriptions = new Dictionary<string, string>() };

    [Theory]
    [InlineData(1000, Limit, 2000, "None")]
    [InlineData(1001, 0, 0, "Count")]
    [InlineData(1, Limit + 1, 0, "Bytes")]
    [InlineData(2, 2, 2001, "Span")]
    [InlineData(1001, Limit + 1, 2001, "Count")]
    [InlineData(0, 0, 0, "None")]
    public void Decide_Defaults_DelaysAboveTheThresholds(int messages, long bytes, long span, string expected) =>
        Decide(messages, bytes, span, isOrderly: false).ShouldBe(expected);

    [Theory]
    [InlineData(1001, 0, 0, "Count")]
    [InlineData(1, Limit + 1, 0, "Bytes")]
    [InlineData(2, 2, 2001, "None")]
    public void Decide_Orderly_DoesNotLimitTheSpan(int messages, long bytes, long span, string expected) =>
        Decide(messages, bytes, span, isOrderly: true).ShouldBe(expected);

    [Theory]
    [InlineData(500, Limit / 2, 1000, true)]
    [InlineData(501, 0, 0, false)]
    [InlineData(1, Limit / 2 + 1, 0, false)]
    [InlineData(2, 2, 1001, false)]
    public void IsRoom_Defaults_BeginsAtHalfOfTheThresholds(int messages, long bytes, long span, bool expected) =>
        PullFlowControl.IsRoom(new CacheLoad(messages, bytes, span), PullLimits.Of(Defaults, isOrderly: false, 1)).ShouldBe(expected);

    [Theory]
    [InlineData(null, null, 3, 1000, Limit)]
    [InlineData(900, null, 3, 300, Limit)]
    [InlineData(9000, 1000L, 4, 2250, 250)]
    [InlineData(2, 2L, 3, 1, 1)]
    [InlineData(10, null, 0, 10, Limit)]
    public void Limits_OfATopic_AreDividedAmongItsQueuesAndReplaceThoseOfAQueue(
        int? messages, long? bytes, int queues, long messagesOfAQueue, long bytesOfAQueue)
    {
        var options = Defaults with { PullThresholdForTopic = messages, PullThresholdBytesForTopic = bytes };

        PullLimits.Of(options, isOrderly: false, queues).ShouldBe(new PullLimits(messagesOfAQueue, bytesOfAQueue, 2000));
    }

    private static string Decide(int messages, long bytes, long span, bool isOrderly) =>
        PullFlowControl.Decide(new CacheLoad(messages, bytes, span), PullLimits.Of(Defaults, isOrderly, 1)).ToString();
}
