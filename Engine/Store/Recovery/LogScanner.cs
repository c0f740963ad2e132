using System.Buffers.Binary;
using Engine.Protocol.Messages;
using Engine.Store.Files;
using Engine.Store.Integrity;

namespace Engine.Store.Recovery;

/// <summary>
/// Walks the log record by record through one buffer, checking magic, sizes, place and checksum of each. Mirrors
/// <c>checkMessageAndReturnSize</c>.
/// </summary>
internal sealed class LogScanner
{
    private const int BufferBytes = 1024 * 1024;

    private readonly SegmentFiles _files;
    private byte[] _buffer;
    private long _bufferStart;
    private int _bufferLength;

    internal LogScanner(SegmentFiles files, long from, int bufferBytes = BufferBytes)
    {
        _files = files;
        _buffer = new byte[bufferBytes];
        Position = from;
    }

    /// <summary>Where the next record should begin; behind the last good one.</summary>
    internal long Position { get; private set; }

    /// <summary>What was wrong at <see cref="Position"/>.</summary>
    internal string Fault { get; private set; } = "";

    /// <summary>Reads the next record, stepping over file ends. Stays where it is at anything else.</summary>
    internal LogStep Next(out MessageRecord record)
    {
        record = default;
        while (_files.Find(Position) is { } file)
        {
            switch (FrameAt(file.End, out var size))
            {
                case Frame.Filler:
                    Position = file.End;
                    break;
                case Frame.Record:
                    return ReadRecord(Window(size, file.End), size, out record);
                case Frame.Impossible:
                    return Fail($"a size of {size} bytes with {file.End - Position} left in the file");
                default:
                    return LogStep.Empty;
            }
        }

        return LogStep.Empty;
    }

    /// <summary>Goes on elsewhere.</summary>
    internal void MoveTo(long position) => Position = position;

    /// <summary>
    /// At a record of which only the body is not what was written: reads it all the same, for its head says which queue misses it.
    /// </summary>
    internal bool TryReadUnchecked(out MessageRecord record)
    {
        record = default;
        return _files.Find(Position) is { } file && FrameAt(file.End, out var size) == Frame.Record
            && MessageRecordReader.TryRead(Window(size, file.End), checkBody: false, out record) == RecordReadStatus.Ok
            && RecordSanity.FindFault(record, Position) is null;
    }

    private Frame FrameAt(long fileEnd, out int size)
    {
        size = 0;
        var window = Window(MessageRecordFormat.HeadBytes, fileEnd);
        if (window.Length < MessageRecordFormat.BlankBytes || BinaryPrimitives.ReadInt64BigEndian(window) == 0)
        {
            return Frame.Empty;
        }

        size = BinaryPrimitives.ReadInt32BigEndian(window);
        var left = fileEnd - Position;
        if (BinaryPrimitives.ReadInt32BigEndian(window[MessageRecordFormat.MagicAt..]) == MessageRecordFormat.MagicBlank)
        {
            return size == left ? Frame.Filler : Frame.Impossible;
        }

        return size <= left && RecordSanity.FitsBody(window, size) ? Frame.Record : Frame.Impossible;
    }

    private LogStep ReadRecord(ReadOnlySpan<byte> window, int size, out MessageRecord record)
    {
        if (window.Length < size)
        {
            record = default;
            return Fail("a record that ends behind the file");
        }

        var status = MessageRecordReader.TryRead(window[..size], checkBody: true, out record);
        if (status != RecordReadStatus.Ok)
        {
            return Fail($"no valid record ({status})");
        }

        if (RecordSanity.FindFault(record, Position) is { } fault)
        {
            return Fail(fault);
        }

        Position += size;
        return LogStep.Record;
    }

    private LogStep Fail(string fault)
    {
        Fault = fault;
        return LogStep.Bad;
    }

    // At least so many bytes from Position on, unless the file ends before.
    private ReadOnlySpan<byte> Window(int bytes, long fileEnd)
    {
        var available = _bufferStart + _bufferLength - Position;
        if (Position < _bufferStart || available < bytes)
        {
            if (bytes > _buffer.Length)
            {
                _buffer = new byte[bytes];
            }

            _bufferStart = Position;
            _bufferLength = _files.Read(_buffer.AsSpan(0, (int)Math.Min(_buffer.Length, fileEnd - Position)), Position);
            available = _bufferLength;
        }

        return _buffer.AsSpan((int)(Position - _bufferStart), (int)available);
    }

    // What the first bytes at a place say.
    private enum Frame
    {
        Empty,
        Filler,
        Record,
        Impossible,
    }
}
