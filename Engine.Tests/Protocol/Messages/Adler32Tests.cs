using System.Text;
using Engine.Protocol.Messages;

namespace Engine.Tests.Protocol.Messages;

public sealed class Adler32Tests
{
    [Theory]
    [InlineData("", 0x00000001u)]
    [InlineData("a", 0x00620062u)]
    [InlineData("hello", 0x062C0215u)]
    [InlineData("Wikipedia", 0x11E60398u)]
    public void Of_KnownText_IsTheKnownSum(string text, uint expected) => Adler32.Of(Encoding.UTF8.GetBytes(text)).ShouldBe(expected);

    [Theory]
    [InlineData(5552)]
    [InlineData(5553)]
    [InlineData(100_000)]
    public void Of_LongRunOfTheLargestByte_DoesNotOverflow(int bytes)
    {
        ulong sum = 1;
        ulong sumOfSums = 0;
        for (var i = 0; i < bytes; i++)
            sumOfSums += sum += 255;

        Adler32.Of(Enumerable.Repeat((byte)255, bytes).ToArray()).ShouldBe((uint)(((sumOfSums % 65_521) << 16) | (sum % 65_521)));
    }
}
