using System.Net;
using Engine.Client;
using Engine.Client.Producing;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Messages;
using Engine.Tests.Time;

namespace Engine.Tests.Client.Producing;

public sealed class MessagePreparationTests
{
    private static readonly FakeTimeProvider Clock = new();
    private static readonly Message Plain = new() { Topic = "T", Body = new byte[1], Tags = "TagA", Keys = "k" };

    private readonly MessagePreparation _preparation = new(
        new ProducerOptions { Group = "p" },
        new UniqueKeyGenerator(Clock, IPAddress.Parse("10.0.0.7"), 1, 1),
        Clock);

    [Fact]
    public void Prepare_Plain_FillsTheHeader()
    {
        var prepared = _preparation.Prepare(Plain with { Flag = 3 });
        var header = prepared.HeaderFor(new MessageQueue("T", "broker-a", 2));

        header.ProducerGroup.ShouldBe("p");
        header.Topic.ShouldBe("T");
        header.DefaultTopic.ShouldBe("TBW102");
        header.DefaultTopicQueueNums.ShouldBe(4);
        header.QueueId.ShouldBe(2);
        header.BrokerName.ShouldBe("broker-a");
        header.Flag.ShouldBe(3);
        header.BornTimestamp.ShouldBe(Clock.GetUtcNow().ToUnixTimeMilliseconds());
        header.Batch.ShouldBeFalse();
        var properties = PropertyString.Parse(header.Properties);
        properties[MessageProperties.UniqueKey].ShouldBe(prepared.MessageId);
        properties[MessageProperties.Tags].ShouldBe("TagA");
        properties[MessageProperties.Keys].ShouldBe("k");
        properties[MessageProperties.WaitStoreOk].ShouldBe("true");
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(4 * 1024 * 1024, true)]
    [InlineData(0, false)]
    [InlineData((4 * 1024 * 1024) + 1, false)]
    public void Prepare_BodySize_IsOneByteTo4MiB(int bytes, bool allowed)
    {
        var message = Plain with { Body = new byte[bytes] };
        if (allowed)
            Opened(_preparation.Prepare(message)).Length.ShouldBe(bytes);
        else
            Refuses(message, ResponseCode.MessageIllegal);
    }

    [Fact]
    public void Prepare_IllegalNames_AreRefused()
    {
        Refuses(Plain with { Topic = "a b" }, ClientErrorCode.IllegalMessage).ShouldContain("a b");
        Refuses(Plain with { Topic = new string('t', 128) }, ClientErrorCode.IllegalMessage).ShouldContain("127");
        Refuses(Plain with { Topic = TopicNames.Schedule }, ClientErrorCode.IllegalMessage).ShouldContain(TopicNames.Schedule);
        _preparation.Prepare(Plain with { Topic = new string('t', 127) }).Topic.Length.ShouldBe(127);
    }

    [Theory]
    [InlineData("UNIQ_KEY", "x", "UNIQ_KEY")]
    [InlineData("a", "", "'a'")]
    [InlineData("a", "x\u0001y", "U+0001")]
    [InlineData("a\u0002b", "x", "U+0002")]
    public void Prepare_IllegalProperty_IsRefused(string name, string value, string named) =>
        Refuses(Plain with { Properties = new Dictionary<string, string> { [name] = value } }, ClientErrorCode.IllegalMessage)
            .ShouldContain(named);

    [Fact]
    public void Prepare_TooManyProperties_AreRefusedWithCode13() =>
        Refuses(
            Plain with { Properties = new Dictionary<string, string> { ["a"] = new string('x', short.MaxValue) } },
            ResponseCode.MessageIllegal);

    [Fact]
    public void PrepareBatch_TwoMessages_HaveTheirOwnKeysInOneBody()
    {
        var prepared = _preparation.PrepareBatch([Plain, Plain with { Body = new byte[2], Flag = 9 }]);

        prepared.Template.Batch.ShouldBeTrue();
        prepared.Template.Properties.ShouldBe("WAIT\u0001true");
        BatchBodyReader.TryReadAll(prepared.Body, out var items).ShouldBeTrue();
        items.Select(item => item.Body.Length).ShouldBe([1, 2]);
        items[1].Flag.ShouldBe(9);
        var keys = items.Select(item => PropertyString.Parse(item.Properties.Span)[MessageProperties.UniqueKey]).ToArray();
        keys.Distinct().Count().ShouldBe(2);
        prepared.MessageId.ShouldBe(string.Join(',', keys));
    }

    [Fact]
    public void PrepareBatch_NotAllowed_IsRefusedWithCode13()
    {
        RefusesBatch();
        RefusesBatch(Plain, Plain with { Topic = "U" });
        RefusesBatch(Plain, Plain with { WaitStoreOk = false });
        RefusesBatch(Plain with { DelayLevel = 1 });
        RefusesBatch(Plain with { Topic = "%RETRY%g" });
        RefusesBatch(Plain with { Body = new byte[3 * 1024 * 1024] }, Plain with { Body = new byte[3 * 1024 * 1024] });
    }

    [Theory]
    [InlineData(4095, false)]
    [InlineData(4096, true)]
    public void Prepare_LargeBody_IsCompressedFrom4KiB(int bytes, bool compressed)
    {
        var prepared = _preparation.Prepare(Plain with { Body = Enumerable.Repeat((byte)'x', bytes).ToArray() });

        prepared.Template.SysFlag.ShouldBe(compressed ? 0x301 : 0);
        (prepared.Body.Length < 100).ShouldBe(compressed);
        Opened(prepared).ToArray().ShouldBe(Enumerable.Repeat((byte)'x', bytes));
    }

    [Fact]
    public void Prepare_BodyThatDoesNotShrink_GoesAsItIs()
    {
        var noise = new byte[8192];
        new Random(4711).NextBytes(noise);

        var prepared = _preparation.Prepare(Plain with { Body = noise });

        prepared.Template.SysFlag.ShouldBe(0);
        prepared.Body.ToArray().ShouldBe(noise);
    }

    [Fact]
    public void PrepareBatch_LargeBodies_AreNotCompressed()
    {
        var prepared = _preparation.PrepareBatch([Plain with { Body = new byte[5000] }, Plain with { Body = new byte[5000] }]);

        prepared.Template.SysFlag.ShouldBe(0);
        prepared.Body.Length.ShouldBeGreaterThan(10_000);
    }

    [Fact]
    public void PrepareHalf_Plain_IsMarkedForItsGroup()
    {
        var prepared = _preparation.PrepareHalf(Plain with { Body = new byte[5000] });

        prepared.Template.SysFlag.ShouldBe(MessageSysFlags.TransactionPrepared | BodyCompression.ZlibFlags);
        prepared.Kind.ShouldBe(SendKind.Half);
        var properties = PropertyString.Parse(prepared.Template.Properties);
        properties[MessageProperties.TransactionPrepared].ShouldBe("true");
        properties[MessageProperties.ProducerGroup].ShouldBe("p");
        properties[MessageProperties.Tags].ShouldBe("TagA");
    }

    [Fact]
    public void PrepareHalf_Delayed_IsRefusedWithCode13()
    {
        var refusal = Should.Throw<ClientException>(() => _preparation.PrepareHalf(Plain with { DelayLevel = 3 }));

        refusal.ResponseCode.ShouldBe(ResponseCode.MessageIllegal);
        refusal.Message.ShouldContain("DelayLevel");
    }

    [Fact]
    public void Split_MoreThanABatchTakes_IsCutInOrderAndEachPartFits()
    {
        var messages = Enumerable.Range(0, 50).Select(number => Plain with { Body = new byte[200 * 1024], Flag = number }).ToList();

        var parts = _preparation.Split(messages);

        parts.Count.ShouldBe(3);
        parts.Select(part => part.First).ShouldBe([0, 20, 40]);
        foreach (var part in parts)
        {
            var prepared = _preparation.Prepare(part);
            prepared.Template.Batch.ShouldBeTrue();
            prepared.Body.Length.ShouldBeLessThan(4 * 1024 * 1024);
            BatchBodyReader.TryReadAll(prepared.Body, out var items).ShouldBeTrue();
            items.Select(item => item.Flag).ShouldBe(Enumerable.Range(part.First, part.Items.Count));
        }
    }

    [Fact]
    public void Split_OneLargeMessageAmongSmall_GoesByItself()
    {
        var large = Plain with { Body = new byte[4 * 1024 * 1024] };

        var parts = _preparation.Split([Plain, large, Plain, Plain]);

        parts.Select(part => (part.First, part.Items.Count)).ShouldBe([(0, 1), (1, 1), (2, 2)]);
        var prepared = _preparation.Prepare(parts[1]);
        prepared.Template.Batch.ShouldBeFalse();
        PropertyString.Parse(prepared.Template.Properties)[MessageProperties.UniqueKey].ShouldBe(prepared.MessageId);
    }

    [Fact]
    public void Split_MessageOverTheLimit_NamesWhichOne()
    {
        var refusal = Should.Throw<ClientException>(
            () => _preparation.Split([Plain, Plain with { Body = new byte[(4 * 1024 * 1024) + 1] }]));

        refusal.ResponseCode.ShouldBe(ResponseCode.MessageIllegal);
        refusal.Message.ShouldBe("Message 1 of the batch: The message body takes 4194305 bytes; at most 4194304 are allowed.");
    }

    private static ReadOnlyMemory<byte> Opened(PreparedMessage prepared) =>
        BodyCompression.Open(new MessageExt { Topic = "T", Body = prepared.Body, SysFlag = prepared.Template.SysFlag }).Body;

    private string Refuses(Message message, int code)
    {
        var refusal = Should.Throw<ClientException>(() => _preparation.Prepare(message));
        refusal.ResponseCode.ShouldBe(code);
        return refusal.Message;
    }

    private void RefusesBatch(params Message[] messages) =>
        Should.Throw<ClientException>(() => _preparation.PrepareBatch(messages)).ResponseCode.ShouldBe(ResponseCode.MessageIllegal);
}
