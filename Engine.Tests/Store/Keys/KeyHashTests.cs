using System.Text;
using Engine.Protocol.Messages;
using Engine.Store.Keys;
using FsCheck;
using FsCheck.Fluent;

namespace Engine.Tests.Store.Keys;

public sealed class KeyHashTests
{
    // The first one is 97·31² + 35·31 + 98.
    [Theory]
    [InlineData("a", "b", 94_400)]
    [InlineData("Orders", "KEY1", 156_391_280)]
    public void Of_KnownKey_IsJavasHash(string topic, string key, int expected) =>
        KeyHash.Of(Encoding.UTF8.GetBytes(topic), Encoding.UTF8.GetBytes(key)).ShouldBe(expected);

    [Fact]
    public void Finish_SmallestNumber_IsZero()
    {
        // One of the texts whose hash has no absolute value.
        var hash = KeyHash.Extend(0, "polygenelubricants"u8);

        hash.ShouldBe(int.MinValue);
        KeyHash.Finish(hash).ShouldBe(0);
        KeyHash.Finish(-7).ShouldBe(7);
        KeyHash.Finish(7).ShouldBe(7);
    }

    [Fact]
    public void Extend_AnyBytes_IsTheHashOfTheTextJavaReadsInThem()
    {
        var property = Prop.ForAll<byte[], string>((bytes, text) =>
            KeyHash.Extend(0, bytes) == TagCode.JavaHash(Encoding.UTF8.GetString(bytes))
            && IsRight(Encoding.UTF8.GetBytes(text ?? "")));

        property.QuickCheckThrowOnFailure();
        IsRight("x😀é漢"u8).ShouldBeTrue();
    }

    private static bool IsRight(ReadOnlySpan<byte> utf8) =>
        KeyHash.Extend(KeyHash.OfTopic("T"u8), utf8) == TagCode.JavaHash("T#" + Encoding.UTF8.GetString(utf8));
}
