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
        PullFlowControl.Decide(new CacheLoad(messages, bytes, span), Defaults, isOrderly: false).ToString().ShouldBe(expected);

    [Theory]
    [InlineData(1001, 0, 0, "Count")]
    [InlineData(1, Limit + 1, 0, "Bytes")]
    [InlineData(2, 2, 2001, "None")]
    public void Decide_Orderly_DoesNotLimitTheSpan(int messages, long bytes, long span, string expected) =>
        PullFlowControl.Decide(new CacheLoad(messages, bytes, span), Defaults, isOrderly: true).ToString().ShouldBe(expected);
}
