using System.Buffers;
using System.Text.Json;
using Engine.Protocol;
using Engine.Remoting.Codec;

namespace Engine.Tests.Remoting.Codec;

public sealed class RecordedFramesTests
{
    public static TheoryData<string> Files => new()
    {
        "a-producer-new-topic.rocketmq.jsonl",
        "c-clusterList.jsonl",
        "c-consumerProgress.jsonl",
        "c-consumerProgress.rocketmq.jsonl",
        "c-resetOffsetByTime-online.jsonl",
        "g-broker-start.jsonl",
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void TryRead_RecordedFrame_GivesTheRecordedFields(string file)
    {
        foreach (var recording in Recording.Load(file))
        {
            var command = Decode(recording.Frame);

            command.Code.ShouldBe(recording.Code);
            command.Opaque.ShouldBe(recording.Header.GetProperty("opaque").GetInt32());
            command.Flag.ShouldBe(recording.Header.GetProperty("flag").GetInt32());
            command.Version.ShouldBe(recording.Header.GetProperty("version").GetInt32());
            command.Remark.ShouldBe(recording.Header.TryGetProperty("remark", out var remark) ? remark.GetString() : null);
            FieldsOf(command).ShouldBe(FieldsOf(recording.Header));
            command.Body.ToArray().ShouldBe(recording.Body);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Write_DecodedFrame_KeepsEveryFieldInBothFormats(string file)
    {
        foreach (var recording in Recording.Load(file))
        {
            var command = Decode(recording.Frame);
            foreach (var format in Enum.GetValues<HeaderFormat>())
            {
                var again = Decode(Encode(command, format));

                (again with { ExtFields = null, Body = default }).ShouldBe(command with { ExtFields = null, Body = default });
                FieldsOf(again).ShouldBe(FieldsOf(command));
                again.Body.ToArray().ShouldBe(recording.Body);
            }
        }
    }

    [Theory]
    [InlineData("a-producer-new-topic.rocketmq.jsonl")]
    [InlineData("c-consumerProgress.rocketmq.jsonl")]
    public void Write_BinaryFrame_GivesTheRecordedBytes(string file)
    {
        foreach (var recording in Recording.Load(file))
            Encode(Decode(recording.Frame), HeaderFormat.Binary).ShouldBe(recording.Frame);
    }

    [Theory]
    [InlineData("c-consumerProgress.jsonl")]
    [InlineData("c-consumerProgress.rocketmq.jsonl")]
    public void TryRead_DamagedFrames_AreReadOrRefusedAndNothingElse(string file)
    {
        var random = new Random(20_240_102);
        foreach (var recording in Recording.Load(file))
        {
            for (var round = 0; round < 300; round++)
            {
                var damaged = recording.Frame;
                for (var hit = random.Next(1, 4); hit > 0; hit--)
                    damaged[random.Next(Math.Min(damaged.Length, 8 + recording.RawHeader.Length))] = (byte)random.Next(256);

                var buffer = Chunks.Of(damaged, 7);
                try
                {
                    FrameReader.TryRead(ref buffer, out _).ShouldBe(buffer.Length < damaged.Length);
                }
                catch (FrameException refused)
                {
                    refused.Message.ShouldNotBeEmpty();
                }
            }
        }
    }

    private static SortedDictionary<string, string> FieldsOf(RemotingCommand command) =>
        new((command.ExtFields ?? new Dictionary<string, string>()).ToDictionary(), StringComparer.Ordinal);

    private static SortedDictionary<string, string> FieldsOf(JsonElement header) => new(
        header.TryGetProperty("extFields", out var fields) && fields.ValueKind == JsonValueKind.Object
            ? fields.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString()!)
            : [],
        StringComparer.Ordinal);

    private static byte[] Encode(RemotingCommand command, HeaderFormat format)
    {
        var output = new ArrayBufferWriter<byte>();
        FrameWriter.Write(command, format, output);
        return output.WrittenSpan.ToArray();
    }

    private static RemotingCommand Decode(byte[] frame)
    {
        var buffer = new ReadOnlySequence<byte>(frame);
        FrameReader.TryRead(ref buffer, out var command).ShouldBeTrue();
        buffer.IsEmpty.ShouldBeTrue();
        return command.ShouldNotBeNull();
    }
}
