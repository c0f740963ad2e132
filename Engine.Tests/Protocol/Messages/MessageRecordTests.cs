using System.Buffers;
using System.Text;
using Engine.Protocol.Messages;
using FsCheck;
using FsCheck.Fluent;

namespace Engine.Tests.Protocol.Messages;

public sealed class MessageRecordTests
{
    private const string Worked =
        "0000007E DAA320A7 3610A686 00000003 00000007 0000000000000005 00000000000003E8 00000000 0000018BCFE56800 0A000001 0000C350"
        + " 0000018BCFE56801 0A000002 00002A9F 00000000 0000000000000000 00000005 68656C6C6F 06 546F70696341"
        + " 0018 750176024B455953016B31206B3202544147530154616741";

    [Fact]
    public void Write_WorkedExample_GivesTheBytesOfRocketMq()
    {
        var target = new byte[200];

        var written = MessageRecordWriter.Write(target, WorkedRecord());

        Convert.ToHexString(target, 0, written).ShouldBe(Worked.Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void TryReadMessage_WorkedExample_GivesEveryField()
    {
        MessageRecordReader.TryReadMessage(Bytes.Of(Worked), out var message).ShouldBeTrue();

        message!.Topic.ShouldBe("TopicA");
        Encoding.UTF8.GetString(message.Body.Span).ShouldBe("hello");
        (message.QueueId, message.Flag, message.QueueOffset, message.PhysicalOffset).ShouldBe((3, 7, 5L, 1000L));
        (message.BornTimestamp, message.StoreTimestamp).ShouldBe((1_700_000_000_000L, 1_700_000_000_001L));
        message.BornHost.ToString().ShouldBe("10.0.0.1:50000");
        message.StoreHost.ToString().ShouldBe("10.0.0.2:10911");
        var properties = new Dictionary<string, string> { ["u"] = "v", ["KEYS"] = "k1 k2", ["TAGS"] = "TagA" };
        message.Properties.ShouldBe(properties, ignoreOrder: true);
        (message.Tags, message.Keys, message.UniqueKey).ShouldBe(("TagA", "k1 k2", null));
        (message.StoreSize, message.BodyCrc).ShouldBe((126, 907060870));
        message.OffsetMessageId.ShouldBe("0A00000200002A9F00000000000003E8");
        message.MessageId.ShouldBe(message.OffsetMessageId);
    }

    [Fact]
    public void TryRead_FlippedBodyBit_IsOnlyFoundByTheChecksum()
    {
        var bytes = Bytes.Of(Worked);
        bytes[90] ^= 1;

        MessageRecordReader.TryRead(bytes, checkBody: true, out _).ShouldBe(RecordReadStatus.BadChecksum);
        MessageRecordReader.TryRead(bytes, checkBody: false, out _).ShouldBe(RecordReadStatus.Ok);
    }

    [Theory]
    [InlineData(0, 0x7F, RecordReadStatus.Incomplete)]
    [InlineData(0, 0x80, RecordReadStatus.BadSize)]
    [InlineData(3, 0x5A, RecordReadStatus.BadSize)]
    [InlineData(3, 0x7D, RecordReadStatus.BadSize)]
    [InlineData(4, 0x00, RecordReadStatus.BadMagic)]
    [InlineData(84, 0x7F, RecordReadStatus.BadSize)]
    [InlineData(87, 0x06, RecordReadStatus.BadSize)]
    [InlineData(93, 0xFF, RecordReadStatus.BadSize)]
    [InlineData(100, 0x80, RecordReadStatus.BadSize)]
    public void TryRead_DamagedByte_SaysWhatIsWrong(int at, byte value, RecordReadStatus expected)
    {
        var bytes = Bytes.Of(Worked);
        bytes[at] = value;

        MessageRecordReader.TryRead(bytes, checkBody: true, out _).ShouldBe(expected);
    }

    [Fact]
    public void TryRead_EveryTruncation_IsIncomplete()
    {
        var bytes = Bytes.Of(Worked);

        for (var length = 0; length < bytes.Length; length++)
        {
            var status = MessageRecordReader.TryRead(bytes.AsSpan(0, length), checkBody: true, out _);
            status.ShouldBe(RecordReadStatus.Incomplete, $"{length} bytes");
        }
    }

    [Fact]
    public void TryRead_Filler_GivesItsSize()
    {
        var bytes = new byte[64];
        MessageRecordWriter.WriteBlank(bytes, 64);

        MessageRecordReader.TryRead(bytes, checkBody: true, out var record).ShouldBe(RecordReadStatus.Blank);

        record.Size.ShouldBe(64);
    }

    [Fact]
    public void Write_LongTopic_BecomesV2AndIsReadBack()
    {
        var topic = new string('t', 200);
        var target = new byte[512];
        var record = new MessageRecord { Topic = Encoding.UTF8.GetBytes(topic), Body = "x"u8 };

        var written = MessageRecordWriter.Write(target, record);

        target.AsSpan(4, 4).ToArray().ShouldBe(Bytes.Of("DAA320AB"));
        MessageRecordReader.TryReadMessage(target.AsMemory(0, written), out var message).ShouldBeTrue();
        message!.Topic.ShouldBe(topic);
    }

    [Fact]
    public void Write_IPv6Hosts_SetTheFlagsAndAreReadBack()
    {
        var target = new byte[512];
        var (born, store) = (HostAddress.Parse("[2001:db8::1]:1234"), HostAddress.Parse("[fe80::2]:10911"));

        var record = new MessageRecord { BornHost = born, StoreHost = store, StoreTimestamp = 77, Topic = "T"u8 };
        var written = MessageRecordWriter.Write(target, record);

        MessageRecordReader.TryReadMessage(target.AsMemory(0, written), out var message).ShouldBeTrue();
        (message!.BornHost, message.StoreHost, message.StoreTimestamp).ShouldBe((born, store, 77L));
        message.SysFlag.ShouldBe(MessageSysFlags.BornHostV6 | MessageSysFlags.StoreHostV6);
        MessageRecordReader.TryReadStoreTimestamp(target.AsSpan(0, 116), out var time).ShouldBeTrue();
        time.ShouldBe(77);
    }

    [Fact]
    public void Write_TargetTooSmall_IsRefusedBeforeAnythingIsWritten()
    {
        var target = new byte[125];

        Should.Throw<ArgumentException>(() => MessageRecordWriter.Write(target, WorkedRecord()));

        target.ShouldAllBe(value => value == 0);
    }

    [Fact]
    public void ReadAll_ThirdRecordDamaged_GivesTheFirstTwo()
    {
        var one = Bytes.Of(Worked);
        byte[] all = [.. one, .. one, .. one];
        all[(2 * one.Length) + 4] = 0;

        MessageRecordReader.ReadAll(all).Count.ShouldBe(2);
    }

    [Fact]
    public void ReadAll_SequenceOfSeveralSegments_GivesAll()
    {
        var one = Bytes.Of(Worked);
        var pieces = new ByteSegments([one[..50], one[50..], one]);

        MessageRecordReader.ReadAll(pieces.Sequence).Count.ShouldBe(2);
    }

    [Fact]
    public void WriteAndRead_AnyFields_RoundTrip()
    {
        var property = Prop.ForAll<NonNull<byte[]>, NonNull<string>, int[]>((body, user, numbers) =>
        {
            var ints = Padded(numbers, 5);
            var wide = ints.Select(number => (long)number << 33 ^ number).ToArray();
            var properties = Encoding.UTF8.GetBytes(user.Get);
            var record = new MessageRecord
            {
                BodyCrc = Crc32.OfBody(body.Get),
                QueueId = ints[0],
                Flag = ints[1],
                ReconsumeTimes = ints[2],
                SysFlag = ints[3] & 0xF,
                QueueOffset = wide[0],
                PhysicalOffset = wide[1],
                BornTimestamp = wide[2],
                StoreTimestamp = wide[3],
                PreparedTransactionOffset = wide[4],
                BornHost = HostAddress.Parse("1.2.3.4:5"),
                StoreHost = HostAddress.Parse("6.7.8.9:10"),
                Body = body.Get,
                Topic = "Topic"u8,
                Properties = properties,
            };
            var bytes = new byte[MessageRecordWriter.SizeOf(5, body.Get.Length, properties.Length, record.BornHost, record.StoreHost)];
            var written = MessageRecordWriter.Write(bytes, record);
            var status = MessageRecordReader.TryRead(bytes, checkBody: true, out var read);
            return written == bytes.Length && status == RecordReadStatus.Ok && AreEqual(record, read);
        });

        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void TryRead_AnyBytes_NeverThrows()
    {
        var property = Prop.ForAll<NonNull<byte[]>, NonNegativeInt>((noise, at) =>
        {
            var bytes = Bytes.Of(Worked);
            var start = at.Get % bytes.Length;
            noise.Get.AsSpan(0, Math.Min(noise.Get.Length, bytes.Length - start)).CopyTo(bytes.AsSpan(start));
            MessageRecordReader.TryRead(bytes, checkBody: true, out _);
            MessageRecordReader.ReadAll(bytes);
        });

        property.QuickCheckThrowOnFailure();
    }

    private static bool AreEqual(in MessageRecord a, in MessageRecord b) =>
        (a.BodyCrc, a.QueueId, a.Flag, a.ReconsumeTimes, a.SysFlag, a.QueueOffset, a.PhysicalOffset)
            == (b.BodyCrc, b.QueueId, b.Flag, b.ReconsumeTimes, b.SysFlag, b.QueueOffset, b.PhysicalOffset)
        && (a.BornTimestamp, a.StoreTimestamp, a.PreparedTransactionOffset, a.BornHost, a.StoreHost)
            == (b.BornTimestamp, b.StoreTimestamp, b.PreparedTransactionOffset, b.BornHost, b.StoreHost)
        && a.Body.SequenceEqual(b.Body) && a.Topic.SequenceEqual(b.Topic) && a.Properties.SequenceEqual(b.Properties);

    private static T[] Padded<T>(T[]? values, int length) => [.. (values ?? []).Concat(new T[length]).Take(length)];

    private static MessageRecord WorkedRecord() => new()
    {
        BodyCrc = Crc32.OfBody("hello"u8),
        QueueId = 3,
        Flag = 7,
        QueueOffset = 5,
        PhysicalOffset = 1000,
        BornTimestamp = 1_700_000_000_000,
        BornHost = HostAddress.Parse("10.0.0.1:50000"),
        StoreTimestamp = 1_700_000_000_001,
        StoreHost = HostAddress.Parse("10.0.0.2:10911"),
        Body = "hello"u8,
        Topic = "TopicA"u8,
        Properties = "u\u0001v\u0002KEYS\u0001k1 k2\u0002TAGS\u0001TagA"u8,
    };

    private sealed class ByteSegments : ReadOnlySequenceSegment<byte>
    {
        internal ByteSegments(byte[][] pieces)
        {
            Memory = pieces[0];
            var last = this;
            foreach (var piece in pieces.Skip(1))
            {
                var next = new ByteSegments([piece]) { RunningIndex = last.RunningIndex + last.Memory.Length };
                last.Next = next;
                last = next;
            }

            Sequence = new ReadOnlySequence<byte>(this, 0, last, last.Memory.Length);
        }

        internal ReadOnlySequence<byte> Sequence { get; }
    }
}
