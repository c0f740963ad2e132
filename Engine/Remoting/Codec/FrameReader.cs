using System.Buffers;
using Engine.Protocol;

namespace Engine.Remoting.Codec;

/// <summary>
/// Reads commands from a stream of frames. The command owns its bytes: nothing of it points into the buffer. Mirrors
/// NettyDecoder and RemotingCommand#decode.
/// </summary>
internal static class FrameReader
{
    /// <summary>
    /// Takes the next whole frame off the buffer; false, and the buffer untouched, when more bytes are needed. Lengths are checked
    /// before anything is allocated; a frame beyond the limit or out of shape is a <see cref="FrameException"/>.
    /// </summary>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, out RemotingCommand? command) =>
        TryRead(ref buffer, out command, out _);

    /// <summary>The same, and how the header was written: an answer is written alike.</summary>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, out RemotingCommand? command, out HeaderFormat format)
    {
        command = null;
        format = HeaderFormat.Json;
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryReadBigEndian(out int length))
        {
            return false;
        }

        if (length < FrameLayout.HeaderMarkBytes || length > FrameLayout.MaxFrameBytes - FrameLayout.LengthBytes)
        {
            throw new FrameException(
                $"a frame of {length} bytes, {FrameLayout.HeaderMarkBytes} to "
                + $"{FrameLayout.MaxFrameBytes - FrameLayout.LengthBytes} are allowed");
        }

        if (reader.Remaining < length)
        {
            return false;
        }

        command = Read(buffer.Slice(reader.Position, length), out format);
        buffer = buffer.Slice(FrameLayout.LengthBytes + (long)length);
        return true;
    }

    private static RemotingCommand Read(ReadOnlySequence<byte> frame, out HeaderFormat format)
    {
        var reader = new SequenceReader<byte>(frame);
        reader.TryReadBigEndian(out int mark);
        var headerLength = mark & FrameLayout.HeaderLengthMask;
        if (headerLength > reader.Remaining)
        {
            throw new FrameException($"a header of {headerLength} bytes in a frame with {reader.Remaining} left");
        }

        var header = frame.Slice(reader.Position, headerLength);
        format = (HeaderFormat)(byte)(mark >>> FrameLayout.FormatShift);
        var command = format switch
        {
            HeaderFormat.Json => JsonHeaderReader.Read(header),
            HeaderFormat.Binary => BinaryHeaderReader.Read(header),
            var unknown => throw new FrameException($"the header type {(byte)unknown} is unknown"),
        };
        var body = frame.Slice(FrameLayout.HeaderMarkBytes + headerLength);
        return body.IsEmpty ? command : command with { Body = body.ToArray() };
    }
}
