using Engine.Client.Consuming.Rebalance;
using Engine.Protocol.Bodies;

namespace Engine.Tests.Client.Consuming.Rebalance;

[Trait("Behaviour", "E5")]
public sealed class StartOffsetRuleTests
{
    [Theory]
    [InlineData(ConsumeFromWhere.LastOffset, false, "Max")]
    [InlineData(ConsumeFromWhere.LastOffset, true, "Zero")]
    [InlineData(ConsumeFromWhere.FirstOffset, false, "Zero")]
    [InlineData(ConsumeFromWhere.FirstOffset, true, "Zero")]
    [InlineData(ConsumeFromWhere.Timestamp, false, "ByTime")]
    [InlineData(ConsumeFromWhere.Timestamp, true, "Max")]
    public void Of_NoStoredOffset_StartsAsConfigured(ConsumeFromWhere where, bool isRetryTopic, string expected) =>
        StartOffsetRule.Of(where, isRetryTopic).ToString().ShouldBe(expected);
}
