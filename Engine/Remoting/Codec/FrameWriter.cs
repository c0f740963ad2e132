using System.Buffers;
using System.Buffers.Binary;
using Engine.Protocol;

namespace Engine.Remoting.Codec;

/// <summary>Writes a command as one frame. Mirrors RemotingCommand#encode.</summary>
internal static class FrameWriter
{
    /// <summary>Appends the frame; a command too large for one is a <see cref="FrameException"/>, and nothing is written.</summary>
    public static void Write(RemotingCommand command, HeaderFormat format, IBufferWriter<byte> output)
    {
        var fields = command.WriteHeader();
        var used = format == HeaderFormat.Binary && BinaryHeaderWriter.Fits(command, fields) ? HeaderFormat.Binary : HeaderFormat.Json;
        var header = new ArrayBufferWriter<byte>(256);
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
