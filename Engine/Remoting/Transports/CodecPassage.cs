using System.Buffers;
using Engine.Protocol;
using Engine.Remoting.Codec;

namespace Engine.Remoting.Transports;

/// <summary>
/// Takes a command through its bytes. The buffer is overwritten afterwards, as a pooled one would be, so that a command that
/// still points into it shows.
/// </summary>
internal sealed class CodecPassage(HeaderFormat format) : ICommandPassage
{
    private const byte Overwritten = 0xDB;

    public RemotingCommand Carry(RemotingCommand command)
    {
        var buffer = new ArrayBufferWriter<byte>();
        FrameWriter.Write(command, format, buffer);
        var bytes = buffer.WrittenMemory.ToArray();
        var sequence = new ReadOnlySequence<byte>(bytes);
        if (!FrameReader.TryRead(ref sequence, out var carried) || !sequence.IsEmpty)
        {
            throw new FrameException($"command {command.Code} does not come back from its frame");
        }

        bytes.AsSpan().Fill(Overwritten);
        return carried!;
    }
}
