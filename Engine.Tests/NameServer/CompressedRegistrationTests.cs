using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Engine.NameServer.Handlers;
using Engine.Protocol.Bodies;
using Engine.Protocol.Headers;

namespace Engine.Tests.NameServer;

public sealed class CompressedRegistrationTests
{
    private const string Version = """{"counter":3,"timestamp":7}""";

    [Fact]
    public void Read_TopicsOfABroker_AreTaken()
    {
        byte[] told = [.. Text(Version), .. Number(1), .. Text("TopicA 8 4 6 SINGLE_TAG"), .. Text("[]")];
        var body = CompressedRegistration.Read(Deflate(told), 103);

        var topics = body.TopicConfigSerializeWrapper;
        topics.DataVersion.ShouldBe(new DataVersion { Counter = 3, Timestamp = 7 });
        topics.TopicConfigTable.Values.ShouldBe(
            [new TopicConfig { TopicName = "TopicA", ReadQueueNums = 8, WriteQueueNums = 4, Perm = 6 }]);
    }

    [Theory]
    [InlineData("00000000")]
    [InlineData("7fffffff")]
    [InlineData("0000000a7b7d")]
    public void Read_WrongLengths_AreRefused(string hex) =>
        Should.Throw<CommandFieldException>(() => CompressedRegistration.Read(Deflate(Convert.FromHexString(hex)), 103))
            .Message.ShouldContain("103");

    [Fact]
    public void Read_NoDeflatedBytes_AreRefused() =>
        Should.Throw<CommandFieldException>(() => CompressedRegistration.Read("{}"u8.ToArray(), 103));

    [Fact]
    public void Read_WhatInflatesBeyondTheLimit_IsRefused() =>
        Should.Throw<CommandFieldException>(() => CompressedRegistration.Read(Deflate(new byte[CompressedRegistration.MaxBytes + 1]), 103))
            .Message.ShouldContain("inflated");

    private static byte[] Number(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] Text(string text) => [.. Number(text.Length), .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Deflate(byte[] content)
    {
        using var target = new MemoryStream();
        using (var stream = new ZLibStream(target, CompressionLevel.Fastest))
            stream.Write(content);

        return target.ToArray();
    }
}
