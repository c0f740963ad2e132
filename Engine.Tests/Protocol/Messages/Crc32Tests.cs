using System.Text;
using Engine.Protocol.Messages;

namespace Engine.Tests.Protocol.Messages;

public sealed class Crc32Tests
{
    [Theory]
    [InlineData("hello", 907060870)]
    [InlineData("abc", 891568578)]
    [InlineData("a", 1756872259)]
    [InlineData("rocketmq", 1048239581)]
    [InlineData("", 0)]
    public void OfBody_Examples_AreThoseOfRocketMq(string text, int expected) =>
        Crc32.OfBody(Encoding.UTF8.GetBytes(text)).ShouldBe(expected);

    [Fact]
    public void Compute_EveryLengthUpTo600_FoldedAgreesWithTables()
    {
        var bytes = new byte[600];
        new Random(17).NextBytes(bytes);

        for (var length = 0; length <= bytes.Length; length++)
        {
            Crc32.Compute(bytes.AsSpan(0, length)).ShouldBe(Crc32.ComputeByTables(bytes.AsSpan(0, length)), $"{length} bytes");
        }
    }

    [Fact]
    public void ComputeByTables_CheckValue_IsThatOfTheStandard() => Crc32.ComputeByTables("123456789"u8).ShouldBe(0xCBF43926u);
}
