using System.Buffers.Binary;
using Engine.Protocol.Messages;
using Engine.Store.Files;

namespace Engine.Store.Log;

/// <summary>The log's files as a flush sees them. One caller at a time.</summary>
internal sealed class LogDisk : ILogDisk
{
    private readonly SegmentFiles _files;
    private readonly CommitLog _log;
    private readonly Func<long> _settledEnd;
    private byte[] _record = [];

    internal LogDisk(SegmentFiles files, CommitLog log, Func<long> settledEnd)
    {
        _files = files;
        _log = log;
        _settledEnd = settledEnd;
    }

    private delegate bool ReadAt(long offset, Span<byte> target);

    public long WrittenEnd => _log.MaxOffset;

    public long SettledEnd => _settledEnd();

    public void Flush() => _files.Flush();

    public long WriteAgain(long from, long to)
    {
        var at = from;
        while (at < to)
        {
            if (at < _files.Start)
            {
                // Removed as too old meanwhile.
                at = _files.Start;
                continue;
            }

            var file = _files.Find(at) ?? throw new StoreException($"The log has no file for offset {at} any more.");
            var piece = Find(at, file);
            _files.Write(piece, at);
            at = piece.Length == MessageRecordFormat.BlankBytes ? file.End : at + piece.Length;
        }

        return at;
    }

    // Memory first: what the system has of a refused page may already be what the disk had before.
    private ReadOnlySpan<byte> Find(long at, SegmentFile file)
    {
        if (TryTake(at, file, _log.TryRead, out var size)
            || TryTake(at, file, (offset, target) => _files.Read(target, offset) == target.Length, out size))
        {
            return _record.AsSpan(0, size);
        }

        throw new StoreException($"The record at offset {at} of {file.Path} is lost: the disk refused it, and the file has it no longer.");
    }

    // A whole, valid record, or the filler that ends a file.
    private bool TryTake(long at, SegmentFile file, ReadAt read, out int size)
    {
        size = MessageRecordFormat.BlankBytes;
        if (!read(at, Room(size)))
        {
            return false;
        }

        var stated = BinaryPrimitives.ReadInt32BigEndian(_record);
        if (BinaryPrimitives.ReadInt32BigEndian(_record.AsSpan(MessageRecordFormat.MagicAt)) == MessageRecordFormat.MagicBlank)
        {
            return stated == file.End - at;
        }

        size = stated;
        return size >= MessageRecordFormat.SmallestBytes && size <= file.End - at && read(at, Room(size))
            && MessageRecordReader.TryRead(_record.AsSpan(0, size), checkBody: true, out var record) == RecordReadStatus.Ok
            && record.PhysicalOffset == at;
    }

    private Span<byte> Room(int bytes)
    {
        _record = _record.Length < bytes ? new byte[bytes] : _record;
        return _record.AsSpan(0, bytes);
    }
}
