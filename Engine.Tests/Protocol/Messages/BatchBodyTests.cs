using System.Text;
using Engine.Protocol.Messages;
using FsCheck;
using FsCheck.Fluent;

namespace Engine.Tests.Protocol.Messages;

public sealed class BatchBodyTests
{
    private const string Worked =
        "0000002B 00000000 00000000 00000000 00000002 6231 0013 57414954017472756502544147530154616741 |"
        + " 00000022 00000000 00000000 00000000 00000003 623232 0009 57414954 01 74727565";

    [Fact]
    public void Encode_WorkedExample_GivesTheBytesOfRocketMq()
    {
        var first = new Message { Topic = "T", Body = "b1"u8.ToArray(), Tags = "TagA" };
        var second = new Message { Topic = "T", Body = "b22"u8.ToArray() };

        var body = BatchBodyWriter.Encode([(first, first.ToPropertyString()), (second, second.ToPropertyString())]);

        body.ShouldBe(Bytes.Of(Worked));
    }

    [Fact]
    public void TryReadAll_WorkedExample_GivesBothItems()
    {
        BatchBodyReader.TryReadAll(Bytes.Of(Worked), out var items).ShouldBeTrue();

        items.Select(item => Encoding.UTF8.GetString(item.Body.Span)).ShouldBe(["b1", "b22"]);
        PropertyString.Parse(items[0].Properties.Span).ShouldBe(new Dictionary<string, string> { ["WAIT"] = "true", ["TAGS"] = "TagA" });
    }

    [Theory]
    [InlineData(3, 0x15)]
    [InlineData(3, 0xFF)]
    [InlineData(16, 0x80)]
    [InlineData(19, 0x7F)]
    [InlineData(23, 0x14)]
    public void TryReadAll_DamagedLength_IsRefused(int at, byte value)
    {
        var bytes = Bytes.Of(Worked);
        bytes[at] = value;

        BatchBodyReader.TryReadAll(bytes, out _).ShouldBeFalse();
    }

    [Fact]
    public void Count_WholeAndTruncated_CountsTheItemsBeforeTheFault()
    {
        BatchBodyReader.Count(Bytes.Of(Worked)).ShouldBe(2);
        BatchBodyReader.Count(Bytes.Of(Worked).AsMemory(0, 0x2C)).ShouldBe(1);
        BatchBodyReader.Count(default).ShouldBe(0);
    }

    [Fact]
    public void TryReadAll_EveryTruncation_IsRefusedExceptBetweenItems()
    {
        var bytes = Bytes.Of(Worked);

        for (var length = 1; length < bytes.Length; length++)
        {
            BatchBodyReader.TryReadAll(bytes.AsMemory(0, length), out _).ShouldBe(length == 0x2B, $"{length} bytes");
        }
    }

    [Fact]
    public void WriteAndRead_AnyItems_RoundTrip()
    {
        var property = Prop.ForAll<NonNull<byte[]>, int, NonNull<byte[]>>((one, flag, two) =>
        {
            byte[][] bodies = [one.Get, two.Get];
            var messages = bodies.Select(body => (new Message { Topic = "T", Body = body, Flag = flag }, "a\u0001b")).ToArray();
            return BatchBodyReader.TryReadAll(BatchBodyWriter.Encode(messages), out var items)
                && items.Select(item => item.Body.ToArray()).SequenceEqual(messages.Select(m => m.Item1.Body.ToArray()), new SameBytes())
                && items.All(item => item.Flag == flag && item.Properties.Span.SequenceEqual("a\u0001b"u8));
        });

        property.QuickCheckThrowOnFailure();
    }

    private sealed class SameBytes : IEqualityComparer<byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => obj.Length;
    }
}
