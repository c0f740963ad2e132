using Engine.Client.Consuming;
using Engine.Client.Consuming.Processing;

namespace Engine.Tests.Client.Consuming.Processing;

public sealed class ConsumeReturnsTests
{
    [Theory]
    [InlineData(false, false, 0, ConsumeReturn.Success)]
    [InlineData(true, false, 0, ConsumeReturn.Failed)]
    [InlineData(null, false, 0, ConsumeReturn.ReturnNull)]
    [InlineData(null, true, 0, ConsumeReturn.Exception)]
    [InlineData(false, false, 899, ConsumeReturn.Success)]
    [InlineData(false, false, 900, ConsumeReturn.TimeOut)]
    [InlineData(true, false, 960, ConsumeReturn.TimeOut)]
    [InlineData(null, true, 960, ConsumeReturn.Exception)]
    [Trait("Behaviour", "D3")]
    public void Of_Call_IsOneOfFive(bool? failed, bool threw, int seconds, ConsumeReturn expected) =>
        ConsumeReturns.Of(failed, threw, TimeSpan.FromSeconds(seconds), TimeSpan.FromMinutes(15)).ShouldBe(expected);
}
