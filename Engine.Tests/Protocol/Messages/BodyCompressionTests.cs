using System.Text;
using Engine.Protocol.Messages;

namespace Engine.Tests.Protocol.Messages;

public sealed class BodyCompressionTests
{
    private const int Most = BodyCompression.MaxOpenedBytes;

    /// <summary>"hello" as Java's Deflater compresses it.</summary>
    private static readonly byte[] JavaHello = Convert.FromHexString("785ECB48CDC9C90700062C0215");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(9)]
    public void Compress_EveryLevel_OpensToTheSameBytes(int level)
    {
        var body = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("order 4711; ", 1000)));

        var compressed = BodyCompression.Compress(body, level);
        var opened = BodyCompression.Open(Compressed(compressed));

        (compressed.Length < body.Length / 10).ShouldBe(level > 0);
        compressed[0].ShouldBe((byte)0x78, "the zlib header");
        opened.Body.ToArray().ShouldBe(body);
        opened.BodyFault.ShouldBeNull();
    }

    [Theory]
    [InlineData(MessageSysFlags.Compressed)]
    [InlineData(BodyCompression.ZlibFlags)]
    public void Open_WhatJavaWrote_IsOpenedAndTheFlagIsCleared(int flags)
    {
        var opened = BodyCompression.Open(Compressed(JavaHello, flags | MessageSysFlags.TransactionCommit));

        Encoding.UTF8.GetString(opened.Body.Span).ShouldBe("hello");
        opened.SysFlag.ShouldBe((flags & MessageSysFlags.CompressionMask) | MessageSysFlags.TransactionCommit);
        BodyCompression.Open(opened).ShouldBeSameAs(opened, "it is not opened twice");
    }

    [Fact]
    public void Open_BodyInAPartOfABuffer_TakesThatPart()
    {
        byte[] buffer = [1, 2, .. JavaHello, 3];

        var opened = BodyCompression.Open(Compressed(buffer.AsMemory(2, JavaHello.Length)));

        Encoding.UTF8.GetString(opened.Body.Span).ShouldBe("hello");
    }

    [Fact]
    public void Open_NotCompressed_IsTheSameObject()
    {
        var plain = Compressed(JavaHello, sysFlag: 0);

        BodyCompression.Open(plain).ShouldBeSameAs(plain);
    }

    [Theory]
    [InlineData(MessageSysFlags.CompressionLz4, "LZ4")]
    [InlineData(MessageSysFlags.CompressionZstd, "zstd")]
    [InlineData(0x700, "type 7")]
    public void Open_OtherCompression_LeavesTheBodyAndNamesIt(int type, string named)
    {
        var message = Compressed(JavaHello, MessageSysFlags.Compressed | type);

        var opened = BodyCompression.Open(message);

        opened.Body.ToArray().ShouldBe(JavaHello);
        opened.SysFlag.ShouldBe(message.SysFlag);
        opened.BodyFault.ShouldNotBeNull().ShouldContain(named);
    }

    [Fact]
    public void Open_DamagedBody_IsLeftAndSaidSo()
    {
        var body = BodyCompression.Compress(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000))), 5);
        body[body.Length / 2] ^= 0xFF;

        var opened = BodyCompression.Open(Compressed(body));

        opened.Body.ToArray().ShouldBe(body);
        opened.BodyFault.ShouldNotBeNull().ShouldContain("damaged");
    }

    [Fact]
    public void Open_BodyCutShort_IsLeftAndSaidSo()
    {
        var body = BodyCompression.Compress(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000))), 5)[..^50];

        var opened = BodyCompression.Open(Compressed(body));

        opened.Body.ToArray().ShouldBe(body);
        opened.BodyFault.ShouldNotBeNull().ShouldContain("damaged");
    }

    [Theory]
    [InlineData(Most, true)]
    [InlineData(Most + 1, false)]
    [InlineData(Most * 8, false)]
    public void Open_LargeResult_IsRefusedAboveTheBound(int bytes, bool allowed)
    {
        var bomb = BodyCompression.Compress(new byte[bytes], 9);
        bomb.Length.ShouldBeLessThan(bytes / 500);

        var opened = BodyCompression.Open(Compressed(bomb));

        opened.Body.Length.ShouldBe(allowed ? bytes : bomb.Length);
        (opened.BodyFault is null).ShouldBe(allowed);
        if (!allowed)
            opened.BodyFault!.ShouldContain($"more than {Most} bytes");
    }

    private static MessageExt Compressed(ReadOnlyMemory<byte> body, int sysFlag = BodyCompression.ZlibFlags) =>
        new() { Topic = "T", Body = body, SysFlag = sysFlag };
}
