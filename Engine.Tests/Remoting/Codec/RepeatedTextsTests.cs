using System.Text;
using Engine.Remoting.Codec;

namespace Engine.Tests.Remoting.Codec;

public sealed class RepeatedTextsTests
{
    [Fact]
    public void Get_TheSameTextAgain_IsTheSameObject()
    {
        var first = RepeatedTexts.Get("consumerGroup"u8);

        first.ShouldBe("consumerGroup");
        RepeatedTexts.Get("consumerGroup"u8).ShouldBeSameAs(first);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("Grüße, 你好")]
    [InlineData("a text that is longer than what is kept for a repetition")]
    public void Get_AnyText_IsThatText(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);

        RepeatedTexts.Get(bytes).ShouldBe(text);
        RepeatedTexts.Get(bytes).ShouldBe(text);
    }

    [Fact]
    public void Get_ManyTexts_NeverGivesOneForAnother()
    {
        for (var round = 0; round < 2; round++)
        {
            for (var number = 0; number < 5_000; number++)
            {
                var text = $"name-{number}";
                RepeatedTexts.Get(Encoding.UTF8.GetBytes(text)).ShouldBe(text);
            }
        }
    }

    [Fact]
    public void Get_NoUtf8_IsRefused() => Should.Throw<FormatException>(() => RepeatedTexts.Get([0x61, 0xFF, 0x62]));
}
