using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Engine.Protocol.Messages;

/// <summary>
/// Compresses message bodies as producers do and opens them for readers. Writes zlib, which every RocketMQ client reads; reads zlib only.
/// Mirrors RocketMQ's ZlibCompressor and the decompression of <c>MessageDecoder#decode</c>. Pure.
/// </summary>
public static class BodyCompression
{
    /// <summary>The bits of a sysFlag that say "compressed, by zlib".</summary>
    public const int ZlibFlags = MessageSysFlags.Compressed | MessageSysFlags.CompressionZlib;

    /// <summary>Fastest and best level of zlib, and none at all: 0 to 9.</summary>
    public const int LargestLevel = 9;

    /// <summary>
    /// Largest opened body, 16 MiB: no producer can have been given a larger one to send, as that is what a frame may take. Without a bound
    /// a body of a few kilobytes could fill the memory of its reader.
    /// </summary>
    public const int MaxOpenedBytes = 16 * 1024 * 1024;

    /// <summary>Compresses a body to the zlib format (header and checksum included).</summary>
    /// <param name="body">The body.</param>
    /// <param name="level">0 (not at all) to 9 (best); RocketMQ's default is 5.</param>
    /// <returns>The compressed body; it may be longer than the body.</returns>
    public static byte[] Compress(ReadOnlySpan<byte> body, int level)
    {
        using var target = new MemoryStream();
        using (var zlib = new ZLibStream(target, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true))
        {
            zlib.Write(body);
        }

        return target.ToArray();
    }

    /// <summary>
    /// The message as it was sent: a compressed body is opened and bit 0 of its sysFlag cleared, as in 5.x. A body that cannot be opened
    /// stays as it is stored, flag included, and <see cref="MessageExt.BodyFault"/> says why.
    /// </summary>
    /// <param name="message">A message as it was read.</param>
    /// <returns>The same object when its body is not compressed.</returns>
    public static MessageExt Open(MessageExt message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if ((message.SysFlag & MessageSysFlags.Compressed) == 0 || message.BodyFault is not null)
        {
            return message;
        }

        return TryOpen(message.Body, message.SysFlag, MaxOpenedBytes, out var opened, out var fault)
            ? message with { Body = opened, SysFlag = message.SysFlag & ~MessageSysFlags.Compressed }
            : message with { BodyFault = fault };
    }

    /// <summary>Opens a compressed body.</summary>
    /// <param name="body">The body as stored.</param>
    /// <param name="sysFlag">The message's sysFlag, which names the compression.</param>
    /// <param name="mostBytes">Largest result; more is refused before it is held in memory.</param>
    /// <param name="opened">The body as it was sent.</param>
    /// <param name="fault">Why it could not be opened.</param>
    /// <returns>False when the compression is not known, the bytes are damaged or there would be too many.</returns>
    internal static bool TryOpen(
        ReadOnlyMemory<byte> body,
        int sysFlag,
        int mostBytes,
        out ReadOnlyMemory<byte> opened,
        out string? fault)
    {
        opened = default;
        fault = (sysFlag & MessageSysFlags.CompressionMask) switch
        {
            0 or MessageSysFlags.CompressionZlib => null,
            MessageSysFlags.CompressionLz4 => NotKnown("LZ4"),
            MessageSysFlags.CompressionZstd => NotKnown("zstd"),
            var other => NotKnown(string.Create(null, $"type {other >> 8}")),
        };
        return fault is null && TryInflate(body, mostBytes, out opened, out fault);
    }

    private static string NotKnown(string compression) =>
        $"The body is compressed by {compression}, which cannot be opened here; it is shown as it is stored.";

    private static bool TryInflate(ReadOnlyMemory<byte> body, int mostBytes, out ReadOnlyMemory<byte> opened, out string? fault)
    {
        opened = default;
        fault = null;
        var target = new ArrayBufferWriter<byte>(Math.Clamp(body.Length * 4, 256, mostBytes + 1));
        try
        {
            using var zlib = new ZLibStream(StreamOf(body), CompressionMode.Decompress);
            int read;
            while ((read = zlib.Read(target.GetSpan())) > 0)
            {
                target.Advance(read);
                if (target.WrittenCount > mostBytes)
                {
                    fault = TooLarge(body.Length, mostBytes);
                    return false;
                }
            }
        }
        catch (InvalidDataException exception)
        {
            fault = Damaged(exception.Message);
            return false;
        }

        // The stream takes the end of its bytes for the end of the body: only the checksum behind it proves that nothing is missing.
        fault = EndsWithChecksumOf(target.WrittenSpan, body.Span) ? null : Damaged("its end is missing");
        opened = fault is null ? target.WrittenMemory : default;
        return fault is null;
    }

    private static bool EndsWithChecksumOf(ReadOnlySpan<byte> opened, ReadOnlySpan<byte> body) =>
        BinaryPrimitives.TryReadUInt32BigEndian(body[Math.Max(0, body.Length - 4)..], out var stored) && stored == Adler32.Of(opened);

    private static string Damaged(string reason) => $"The compressed body is damaged and left as it is: {reason}.";

    private static string TooLarge(int bytes, int mostBytes) =>
        string.Create(null, $"The body of {bytes} bytes opens to more than {mostBytes} bytes, which is refused; it is left compressed.");

    private static MemoryStream StreamOf(ReadOnlyMemory<byte> body) => MemoryMarshal.TryGetArray(body, out var segment)
        ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
        : new MemoryStream(body.ToArray(), writable: false);
}
