using Engine.Store.Recovery;

namespace Engine.Tests.Store;

public sealed class FlushRuleTests
{
    [Theory]
    [InlineData(0, 0, 0, false)]
    [InlineData(0, 1, 0, true)]
    [InlineData(0, 16_383, 4, false)]
    [InlineData(0, 16_384, 4, true)]
    [InlineData(4095, 16_384, 4, true)]
    [InlineData(4096, 16_384, 4, false)]
    public void IsDue_PagesBegunSinceTheFlush_Count(long flushed, long written, int leastPages, bool expected) =>
        FlushRule.IsDue(flushed, written, leastPages).ShouldBe(expected);
}
