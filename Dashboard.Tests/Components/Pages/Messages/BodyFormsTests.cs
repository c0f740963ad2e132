using System.Text;
using Dashboard.Components.Pages.Messages;

namespace Dashboard.Tests.Components.Pages.Messages;

public sealed class BodyFormsTests
{
    [Theory]
    [InlineData("plain", nameof(BodyForm.Text))]
    [InlineData("{\"a\":1}", nameof(BodyForm.Json))]
    [InlineData("[1,2]", nameof(BodyForm.Json))]
    [InlineData("12", nameof(BodyForm.Text))]
    [InlineData("{broken", nameof(BodyForm.Text))]
    [InlineData("a\u0001b", nameof(BodyForm.Hex))]
    public void Best_Body_IsWhatSaysMost(string body, string expected) =>
        BodyForms.Best(Encoding.UTF8.GetBytes(body)).ToString().ShouldBe(expected);

    [Fact]
    public void Show_Json_IsIndentedAndKeepsItsLetters() =>
        BodyForms.Show("""{"name":"雪<b>"}"""u8.ToArray(), BodyForm.Json)!.ReplaceLineEndings("\n")
            .ShouldBe("{\n  \"name\": \"雪<b>\"\n}");

    [Fact]
    public void Show_Hex_HasPlaceBytesAndLetters() =>
        BodyForms.Show(new byte[] { 0x41, 0x00, 0xff }, BodyForm.Hex)!.TrimEnd('\n')
            .ShouldBe($"000000  41 00 ff {new string(' ', 13 * 3)} A..");

    [Fact]
    public void Show_LongBody_IsBounded()
    {
        var body = Encoding.UTF8.GetBytes(new string('é', BodyForms.MostTextBytes));

        BodyForms.Show(body, BodyForm.Text)!.Length.ShouldBe(BodyForms.MostTextBytes / 2);
        BodyForms.Show(body, BodyForm.Hex)!.Split('\n').Length.ShouldBe((BodyForms.MostHexBytes / 16) + 1);
        BodyForms.FirstLine(body)!.Length.ShouldBe(100);
    }

    [Fact]
    public void Show_NoUtf8_HasNoText()
    {
        BodyForms.Show(new byte[] { 0xff, 0xfe }, BodyForm.Text).ShouldBeNull();
        BodyForms.FirstLine([0xff]).ShouldBeNull();
    }
}
