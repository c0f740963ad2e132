using System.Net;
using Engine.Protocol.Messages;
using FsCheck;
using FsCheck.Fluent;

namespace Engine.Tests.Protocol.Messages;

/// <summary>What holds for any record: whatever body, properties, flags and address families it has.</summary>
public sealed class MessageRecordLawsTests
{
    private static readonly Gen<HostAddress> Hosts =
        from ip in Gen.OneOf(BytesOf(4, 4), BytesOf(16, 16))
        from port in Gen.Choose(0, 65535)
        select new HostAddress(new IPAddress(ip), port);

    private static readonly Gen<int> Ints = Gen.Choose(int.MinValue, int.MaxValue);

    private static readonly Gen<long> Longs = from high in Ints from low in Ints select ((long)high << 32) | (uint)low;

    private static readonly Gen<Fields> Records =
        from ints in Gen.ArrayOf(Ints, 4)
        from longs in Gen.ArrayOf(Longs, 5)
        from born in Hosts
        from store in Hosts
        from body in Gen.OneOf(BytesOf(0, 20), BytesOf(0, 3000))
        from topic in Gen.OneOf(BytesOf(0, 30), BytesOf(120, 260))
        from properties in Gen.OneOf(BytesOf(0, 40), BytesOf(0, 1000))
        select new Fields(ints, longs, born, store, body, topic, properties);

    [Fact]
    public void WriteAndRead_AnyRecord_RoundTrips() => Prop.ForAll(Records.ToArbitrary(), fields =>
    {
        var bytes = Write(fields);

        MessageRecordReader.TryRead(bytes, checkBody: true, out var read).ShouldBe(RecordReadStatus.Ok);

        read.Size.ShouldBe(bytes.Length);
        Difference(fields, read).ShouldBeNull();
        MessageRecordReader.TryReadStoreTimestamp(bytes.AsSpan(0, Math.Min(116, bytes.Length)), out var time).ShouldBeTrue();
        time.ShouldBe(fields.Longs[3]);
        MessageRecordReader.TryReadMessage(bytes, out var message).ShouldBeTrue();
        (message!.StoreSize, message.BornHost, message.StoreHost).ShouldBe((bytes.Length, fields.Born, fields.Store));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_OneByteChanged_IsRefusedOrReadsDifferently()
    {
        var changes =
            from fields in Records
            from at in Gen.Choose(0, int.MaxValue)
            from mask in Gen.Choose(1, 255)
            select (Fields: fields, At: at, Mask: (byte)mask);

        Prop.ForAll(changes.ToArbitrary(), change =>
        {
            // The fields before the body are few bytes beside a large body: every second change hits them.
            var bytes = Write(change.Fields);
            var at = change.At % (change.At % 2 == 0 ? bytes.Length : Math.Min(bytes.Length, 116));
            bytes[at] ^= change.Mask;

            if (MessageRecordReader.TryRead(bytes, checkBody: true, out var read) == RecordReadStatus.Ok)
            {
                (read.Size != bytes.Length || Difference(change.Fields, read) is not null).ShouldBeTrue($"byte {at}");
            }

            foreach (var message in MessageRecordReader.ReadAll(bytes))
            {
                // Nothing of it may throw, whatever the bytes say.
                _ = (message.MessageId, message.OffsetMessageId, message.Tags, message.Keys, message.UniqueKey, message.Properties.Count);
            }
        }).QuickCheckThrowOnFailure();
    }

    private static Gen<byte[]> BytesOf(int least, int most) =>
        from length in Gen.Choose(least, most)
        from bytes in Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value), length)
        select bytes;

    private static byte[] Write(Fields fields)
    {
        var size = MessageRecordWriter.SizeOf(
            fields.Topic.Length, fields.Body.Length, fields.Properties.Length, fields.Born, fields.Store);
        var bytes = new byte[size];
        MessageRecordWriter.Write(bytes, fields.ToRecord()).ShouldBe(bytes.Length);
        return bytes;
    }

    // The name of the first field that is not what was written.
    private static string? Difference(Fields fields, in MessageRecord read)
    {
        var written = fields.ToRecord();
        return written.BodyCrc != read.BodyCrc ? "checksum"
            : written.QueueId != read.QueueId ? "queue id"
            : written.Flag != read.Flag ? "flag"
            : written.QueueOffset != read.QueueOffset ? "queue offset"
            : written.PhysicalOffset != read.PhysicalOffset ? "physical offset"
            : fields.StoredSysFlag != read.SysFlag ? "sysFlag"
            : written.BornTimestamp != read.BornTimestamp ? "born time"
            : written.BornHost != read.BornHost ? "born host"
            : written.StoreTimestamp != read.StoreTimestamp ? "store time"
            : written.StoreHost != read.StoreHost ? "store host"
            : written.ReconsumeTimes != read.ReconsumeTimes ? "reconsume times"
            : written.PreparedTransactionOffset != read.PreparedTransactionOffset ? "prepared offset"
            : !written.Body.SequenceEqual(read.Body) ? "body"
            : !written.Topic.SequenceEqual(read.Topic) ? "topic"
            : !written.Properties.SequenceEqual(read.Properties) ? "properties" : null;
    }

    private sealed record Fields(
        int[] Ints, long[] Longs, HostAddress Born, HostAddress Store, byte[] Body, byte[] Topic, byte[] Properties)
    {
        internal int StoredSysFlag => (Ints[2] & ~(MessageSysFlags.BornHostV6 | MessageSysFlags.StoreHostV6))
            | (Born.IsV6 ? MessageSysFlags.BornHostV6 : 0) | (Store.IsV6 ? MessageSysFlags.StoreHostV6 : 0);

        internal MessageRecord ToRecord() => new()
        {
            BodyCrc = Crc32.OfBody(Body),
            QueueId = Ints[0],
            Flag = Ints[1],
            SysFlag = Ints[2],
            ReconsumeTimes = Ints[3],
            QueueOffset = Longs[0],
            PhysicalOffset = Longs[1],
            BornTimestamp = Longs[2],
            StoreTimestamp = Longs[3],
            PreparedTransactionOffset = Longs[4],
            BornHost = Born,
            StoreHost = Store,
            Body = Body,
            Topic = Topic,
            Properties = Properties,
        };
    }
}
