using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Codec;

namespace Engine.Tests.Remoting.Codec;

public sealed class FrameReaderTests
{
    private static readonly RemotingCommand Command = RemotingCommand.Request(105, new TopicHeader { Topic = "Tøpic" }) with
    {
        Opaque = 7,
        Remark = "a \"remark\"",
        Body = new byte[] { 1, 2, 3 },
    };

    [Theory]
    [InlineData(HeaderFormat.Json)]
    [InlineData(HeaderFormat.Binary)]
    internal void TryRead_FrameInPieces_WaitsForTheWholeAndLeavesTheNext(HeaderFormat format)
    {
        var frame = Encode(Command, format);
        byte[] two = [.. frame, .. frame];

        for (var size = 1; size < two.Length; size++)
        {
            var buffer = Chunks.Of(two[..size], 3);
            FrameReader.TryRead(ref buffer, out var command).ShouldBe(size >= frame.Length);
            buffer.Length.ShouldBe(size >= frame.Length ? size - frame.Length : size);
            if (command is null)
                continue;

            command.ReadHeader<TopicHeader>().Topic.ShouldBe("Tøpic");
            command.Remark.ShouldBe(Command.Remark);
            command.Body.ToArray().ShouldBe([1, 2, 3]);
        }
    }

    [Fact]
    public void TryRead_WorkedExample_MatchesTheDocument()
    {
        var header = Convert.FromHexString("006900019100000001000000000000000000000011" + "0005746F70696300000006546F70696341");
        var frame = Framed(1, header);

        Convert.ToHexString(frame.AsSpan(0, 8)).ShouldBe("0000002A01000026");
        var command = Read(frame);
        command.Code.ShouldBe(105);
        command.Language.ShouldBe(LanguageCode.Java);
        command.Version.ShouldBe(401);
        command.Opaque.ShouldBe(1);
        command.ExtFields.ShouldBe(new Dictionary<string, string> { ["topic"] = "TopicA" });
        command.Remark.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"code":"105","opaque":3,"language":"JAVA"}""", 105, LanguageCode.Java)]
    [InlineData("""{"version":401,"language":9,"new":{"a":[1]},"code":105,"opaque":3}""", 105, LanguageCode.Go)]
    [InlineData("""{"code":105,"opaque":3,"language":"KLINGON","extFields":null,"remark":null}""", 105, LanguageCode.Other)]
    [InlineData("""{"code":200050,"opaque":3,"language":99}""", 200050, LanguageCode.Other)]
    internal void TryRead_UnusualJson_IsTolerated(string json, int code, LanguageCode language)
    {
        var command = Read(Framed(0, Encoding.UTF8.GetBytes(json)));

        command.Code.ShouldBe(code);
        command.Opaque.ShouldBe(3);
        command.Language.ShouldBe(language);
        command.ExtFields.ShouldBeNull();
    }

    [Fact]
    public void TryRead_ExtValuesThatAreNoStrings_BecomeText()
    {
        var command = Read(Framed(0, """{"code":1,"extFields":{"a":1,"b":true,"c":null,"d":-2.5,"e":"x"}}"""u8.ToArray()));

        command.ExtFields.ShouldBe(
            new Dictionary<string, string> { ["a"] = "1", ["b"] = "true", ["d"] = "-2.5", ["e"] = "x" }, ignoreOrder: true);
    }

    [Fact]
    public void TryRead_EmptyExtFields_AreKeptApartFromNone()
    {
        var command = Read(Framed(0, """{"code":1,"extFields":{}}"""u8.ToArray()));

        command.ExtFields.ShouldBeEmpty();
        Encoding.UTF8.GetString(Encode(command, HeaderFormat.Json)).ShouldContain("\"extFields\":{}");
    }

    [Theory]
    [InlineData("FFFFFFFF", "-1")]
    [InlineData("00000003", "3")]
    [InlineData("00FFFFFD", "16777213")]
    [InlineData("0000000400000001", "header")]
    [InlineData("0000000402000000", "type 2")]
    [InlineData("0000000500000001" + "5B", "object")]
    [InlineData("0000000501000001" + "00", "too short")]
    public void TryRead_BadFrame_IsRefused(string hex, string reason)
    {
        Should.Throw<FrameException>(() => Read(Convert.FromHexString(hex))).Message.ShouldContain(reason, Case.Insensitive);
    }

    [Fact]
    public void TryRead_LengthAtTheLimit_WaitsForMore()
    {
        var buffer = new ReadOnlySequence<byte>(Convert.FromHexString("00FFFFFC00000000"));

        FrameReader.TryRead(ref buffer, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("0069" + "00" + "0191" + "00000001" + "00000000" + "7FFFFFFF" + "00000000")]
    [InlineData("0069" + "00" + "0191" + "00000001" + "00000000" + "FFFFFFFF" + "00000000")]
    [InlineData("0069" + "00" + "0191" + "00000001" + "00000000" + "00000000" + "00000010" + "0001")]
    [InlineData("0069" + "00" + "0191" + "00000001" + "00000000" + "00000000" + "00000007" + "000161" + "7FFFFFFF")]
    [InlineData("0069" + "00" + "0191" + "00000001" + "00000000" + "00000000" + "00000002" + "FFFF")]
    [InlineData("0069" + "00" + "0191" + "00000001" + "00000000" + "00000000" + "00000006" + "0001" + "61" + "00000001" + "62")]
    public void TryRead_BinaryLengthBeyondTheHeader_IsRefused(string hex) =>
        Should.Throw<FrameException>(() => Read(Framed(1, Convert.FromHexString(hex))));

    [Theory]
    [InlineData("{\"code\":1")]
    [InlineData("{\"code\":99999999999}")]
    [InlineData("{\"code\":\"x\"}")]
    [InlineData("{\"extFields\":{\"a\":\"\\ud800\"}}")]
    [InlineData("{\"code\":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}")]
    public void TryRead_BadJson_IsRefused(string json) =>
        Should.Throw<FrameException>(() => Read(Framed(0, Encoding.UTF8.GetBytes(json))));

    [Fact]
    public void Write_FrameBeyondTheLimit_IsRefusedAndWritesNothing()
    {
        var output = new ArrayBufferWriter<byte>();
        var header = Encode(RemotingCommand.Request(10), HeaderFormat.Binary).Length;
        var fits = RemotingCommand.Request(10) with { Body = new byte[FrameLayout.MaxFrameBytes - header] };
        var tooLarge = RemotingCommand.Request(10) with { Body = new byte[FrameLayout.MaxFrameBytes - header + 1] };

        Should.Throw<FrameException>(() => FrameWriter.Write(tooLarge, HeaderFormat.Binary, output));
        output.WrittenCount.ShouldBe(0);
        FrameWriter.Write(fits, HeaderFormat.Binary, output);
        Read(output.WrittenMemory.ToArray()).Body.Length.ShouldBe(fits.Body.Length);
    }

    [Fact]
    public void Write_CodeBeyond16Bits_FallsBackToJson()
    {
        var frame = Encode(RemotingCommand.Request(200_050), HeaderFormat.Binary);

        frame[4].ShouldBe((byte)HeaderFormat.Json);
        Read(frame).Code.ShouldBe(200_050);
    }

    [Fact]
    public void Write_JsonHeader_IsTheTextOfRocketMq()
    {
        var command = RemotingCommand.Request(105, new TopicHeader { Topic = "TopicA" }) with
        {
            Opaque = 1,
            Language = LanguageCode.Java,
            Version = 401,
        };

        Encoding.UTF8.GetString(Encode(command, HeaderFormat.Json).AsSpan(8)).ShouldBe(
            """{"code":105,"extFields":{"topic":"TopicA"},"flag":0,"language":"JAVA","opaque":1,"""
            + "\"serializeTypeCurrentRPC\":\"JSON\",\"version\":401}");
    }

    private static byte[] Framed(byte type, byte[] header)
    {
        var frame = new byte[8 + header.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, header.Length + 4);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), (type << 24) | header.Length);
        header.CopyTo(frame, 8);
        return frame;
    }

    private static byte[] Encode(RemotingCommand command, HeaderFormat format)
    {
        var output = new ArrayBufferWriter<byte>();
        FrameWriter.Write(command, format, output);
        return output.WrittenSpan.ToArray();
    }

    private static RemotingCommand Read(byte[] frame)
    {
        var buffer = new ReadOnlySequence<byte>(frame);
        FrameReader.TryRead(ref buffer, out var command).ShouldBeTrue();
        return command.ShouldNotBeNull();
    }
}
