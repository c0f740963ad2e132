using System.Text;

namespace Engine.Protocol.Messages;

/// <summary>Lays out the body of SEND_BATCH_MESSAGE message by message, see <see cref="BatchBodyWriter"/>.</summary>
/// <param name="expectedBytes">Room to begin with; more is taken as needed.</param>
internal sealed class BatchBodyBuilder(int expectedBytes)
{
    private byte[] _body = GC.AllocateUninitializedArray<byte>(expectedBytes);

    /// <summary>Bytes so far.</summary>
    public int Length { get; private set; }

    /// <summary>What was laid out; a later message may move it.</summary>
    public ReadOnlyMemory<byte> Body => _body.AsMemory(0, Length);

    /// <summary>Adds a message.</summary>
    /// <exception cref="ArgumentException">Its property string is longer than 32,767 bytes of UTF-8.</exception>
    public void Add(Message message, ReadOnlySpan<char> properties)
    {
        var end = checked(Length + BatchBodyWriter.SizeOf(message.Body.Length, Encoding.UTF8.GetByteCount(properties)));
        if (end > _body.Length)
        {
            Array.Resize(ref _body, (int)Math.Max(end, Math.Min(2L * _body.Length, Array.MaxLength)));
        }

        BatchBodyWriter.Write(_body.AsSpan(Length), message.Flag, message.Body.Span, properties);
        Length = end;
    }
}
