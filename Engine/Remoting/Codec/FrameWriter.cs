using System.Buffers;
using System.Buffers.Binary;
using Engine.Protocol;

namespace Engine.Remoting.Codec;

/// <summary>Writes a command as one frame. Mirrors RemotingCommand#encode.</summary>
internal static class FrameWriter
{
    private const int KeptBytes = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _header;

    /// <summary>Appends the frame; a command too large for one is a <see cref="FrameException"/>, and nothing is written.</summary>
    public static void Write(RemotingCommand command, HeaderFormat format, IBufferWriter<byte> output)
    {
        var fields = command.WriteHeader();
        var used = format == HeaderFormat.Binary && BinaryHeaderWriter.Fits(command, fields) ? HeaderFormat.Binary : HeaderFormat.Json;
        var header = BeginHeader();
        if (used == HeaderFormat.Binary)
        {
            BinaryHeaderWriter.Write(command, fields, header);
        }
        else
        {
            JsonHeaderWriter.Write(command, fields, header);
        }

        Write(command.Code, used, header.WrittenSpan, command.WriteBody().Span, output);
    }

    // One per thread, used again and again.
    private static ArrayBufferWriter<byte> BeginHeader()
    {
        if (_header is not { Capacity: <= KeptBytes } header)
        {
            return _header = new ArrayBufferWriter<byte>(1024);
        }

        header.ResetWrittenCount();
        return header;
    }

    private static void Write(int code, HeaderFormat format, ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, IBufferWriter<byte> output)
    {
        var length = (long)FrameLayout.PrefixBytes + header.Length + body.Length;
        if (length > FrameLayout.MaxFrameBytes)
        {
            throw new FrameException($"command {code} makes a frame of {length} bytes, {FrameLayout.MaxFrameBytes} are allowed");
        }

        var prefix = output.GetSpan(FrameLayout.PrefixBytes);
        BinaryPrimitives.WriteInt32BigEndian(prefix, (int)length - FrameLayout.LengthBytes);
        BinaryPrimitives.WriteInt32BigEndian(prefix[FrameLayout.LengthBytes..], ((int)format << FrameLayout.FormatShift) | header.Length);
        output.Advance(FrameLayout.PrefixBytes);
        output.Write(header);
        output.Write(body);
    }
}
