using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Engine.Protocol;

namespace Engine.Remoting.Codec;

/// <summary>Writes a header in the binary layout. Mirrors RocketMQSerializable.</summary>
internal static class BinaryHeaderWriter
{
    /// <summary>False when a number needs more bits than the layout has; the command then goes as JSON.</summary>
    public static bool Fits(RemotingCommand command, IReadOnlyDictionary<string, string>? fields) =>
        command.Code is >= short.MinValue and <= short.MaxValue
        && command.Version is >= short.MinValue and <= short.MaxValue
        && (fields is null || fields.Keys.All(name => Encoding.UTF8.GetByteCount(name) <= short.MaxValue));

    public static void Write(RemotingCommand command, IReadOnlyDictionary<string, string>? fields, IBufferWriter<byte> output)
    {
        WriteInt16(command.Code, output);
        WriteByte((byte)command.Language, output);
        WriteInt16(command.Version, output);
        WriteInt32(command.Opaque, output);
        WriteInt32(command.Flag, output);
        WriteText(command.Remark ?? string.Empty, output);
        WriteInt32(fields?.Sum(EntryBytes) ?? 0, output);
        foreach (var (name, value) in fields ?? new Dictionary<string, string>())
        {
            WriteInt16(Encoding.UTF8.GetByteCount(name), output);
            Encoding.UTF8.GetBytes(name, output);
            WriteText(value, output);
        }
    }

    private static int EntryBytes(KeyValuePair<string, string> field) => checked(
        sizeof(short) + Encoding.UTF8.GetByteCount(field.Key) + sizeof(int) + Encoding.UTF8.GetByteCount(field.Value));

    private static void WriteText(string text, IBufferWriter<byte> output)
    {
        WriteInt32(Encoding.UTF8.GetByteCount(text), output);
        Encoding.UTF8.GetBytes(text, output);
    }

    private static void WriteByte(byte value, IBufferWriter<byte> output)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    private static void WriteInt16(int value, IBufferWriter<byte> output)
    {
        BinaryPrimitives.WriteInt16BigEndian(output.GetSpan(sizeof(short)), (short)value);
        output.Advance(sizeof(short));
    }

    private static void WriteInt32(int value, IBufferWriter<byte> output)
    {
        BinaryPrimitives.WriteInt32BigEndian(output.GetSpan(sizeof(int)), value);
        output.Advance(sizeof(int));
    }
}
