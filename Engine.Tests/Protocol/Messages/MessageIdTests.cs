using System.Net;
using Engine.Protocol.Messages;
using Engine.Tests.Time;

namespace Engine.Tests.Protocol.Messages;

public sealed class MessageIdTests
{
    [Theory]
    [InlineData("10.0.0.2:10911", 1000, "0A00000200002A9F00000000000003E8")]
    [InlineData("[2001:db8::1]:10911", 1, "20010DB800000000000000000000000100002A9F0000000000000001")]
    public void OffsetMessageId_TextAndValue_AgreeBothWays(string host, long offset, string expected)
    {
        var id = new OffsetMessageId(HostAddress.Parse(host), offset);

        id.ToString().ShouldBe(expected);
        OffsetMessageId.TryParse(expected, out var parsed).ShouldBeTrue();
        parsed.ShouldBe(id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0A00000200002A9F00000000000003E")]
    [InlineData("0A00000200002A9F00000000000003EG")]
    public void OffsetMessageId_OtherText_IsRefused(string? text) => OffsetMessageId.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void UniqueKey_Layout_IsThatOfRocketMq()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2024, 1, 2, 0, 0, 1, TimeSpan.Zero));
        var keys = new UniqueKeyGenerator(clock, IPAddress.Parse("10.1.2.3"), processId: 0x12345, processSeed: 0x0A0B0C0D);

        // 10.1.2.3, low 16 bits of the process id, seed, one day and one second in ms, counter.
        keys.Next().ShouldBe("0A010203" + "2345" + "0A0B0C0D" + "05265FE8" + "0001");
        keys.Next().ShouldEndWith("0002");
    }

    [Fact]
    public void UniqueKey_SeveralAtOnce_AreAllDifferentAndInOrder()
    {
        var keys = new UniqueKeyGenerator(new FakeTimeProvider(), IPAddress.Loopback, 1, 1);
        var ids = new string[1000];

        keys.Next(ids);

        ids.ShouldBeUnique();
        ids.ShouldBe(ids.Order(StringComparer.Ordinal));
        string.CompareOrdinal(keys.Next(), ids[^1]).ShouldBePositive();
    }

    [Fact]
    public void UniqueKey_NewMonth_CountsFromItsStart()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2024, 1, 31, 23, 59, 59, TimeSpan.Zero));
        var keys = new UniqueKeyGenerator(clock, IPAddress.Loopback, 1, 1);
        clock.Advance(TimeSpan.FromSeconds(3));

        keys.Next().Substring(20, 8).ShouldBe("000007D0");
    }

    [Theory]
    [InlineData("TagA", 2598919)]
    [InlineData("TagB", 2598920)]
    [InlineData("*", 42)]
    [InlineData("polygenelubricants", -2147483648)]
    [InlineData("", 0)]
    public void TagCode_Examples_AreJavaHashes(string tag, long expected)
    {
        TagCode.Of(tag).ShouldBe(expected);
        TagCode.Of(System.Text.Encoding.UTF8.GetBytes(tag)).ShouldBe(expected);
    }
}
