using System.Buffers.Binary;
using Engine.Protocol.Messages;
using Engine.Store.Files;
using Engine.Store.Integrity;

namespace Engine.Store.Recovery;

/// <summary>
/// Finds the place at which the log can be read again behind damage: where the next record begins that has a magic, a possible size, its
/// own offset and a right checksum. Reads through one buffer, up to the log's end at most.
/// </summary>
internal sealed class RecordSearch
{
    private const int BufferBytes = 1024 * 1024;

    private readonly SegmentFiles _files;
    private byte[] _buffer = [];
    private byte[] _record = [];

    internal RecordSearch(SegmentFiles files) => _files = files;

    // All magics of records begin so; the last byte tells the version.
    private static ReadOnlySpan<byte> RecordMagic => [0xDA, 0xA3, 0x20];

    private static ReadOnlySpan<byte> FillerMagic => [0xCB, 0xD4, 0x31, 0x94];

    /// <summary>Looks behind a bad place.</summary>
    /// <param name="bad">Where no valid record begins.</param>
    /// <returns>Where the next one begins, or before it the filler that ends the bad place's file; null when no record follows.</returns>
    internal long? FindNext(long bad)
    {
        // A record of which only the inside is damaged says itself where the next one is, whatever its body looks like.
        var end = EndOfFrame(bad);
        if (end is { } next && IsRecord(next))
        {
            return next;
        }

        var filler = end is { } last && IsFiller(last) ? end : null;
        var from = filler is null ? bad + 1 : EndOfFile(bad);
        for (var file = _files.Find(from); file is not null; file = _files.Find(from))
        {
            if (Search(file, from, RecordMagic, IsRecord) is { } record)
            {
                return filler ?? record;
            }

            filler ??= Search(file, from, FillerMagic, IsFiller);
            from = file.End;
        }

        return null;
    }

    // Behind a record whose head is whole; null when it is not.
    private long? EndOfFrame(long at)
    {
        Span<byte> head = stackalloc byte[MessageRecordFormat.HeadBytes];
        head = head[.._files.Read(head, at)];
        if (!RecordCheck.IsHeadOf(head, at))
        {
            return null;
        }

        var size = BinaryPrimitives.ReadInt32BigEndian(head);
        return size <= EndOfFile(at) - at && RecordSanity.FitsBody(head, size) ? at + size : null;
    }

    private long EndOfFile(long at) => _files.Find(at)?.End ?? at;

    private long? Search(SegmentFile file, long from, ReadOnlySpan<byte> magic, Func<long, bool> isIt)
    {
        _buffer = _buffer.Length > 0 ? _buffer : new byte[BufferBytes];
        while (file.End - from >= MessageRecordFormat.BlankBytes)
        {
            var read = _files.Read(_buffer.AsSpan(0, (int)Math.Min(_buffer.Length, file.End - from)), from);
            if (read < MessageRecordFormat.BlankBytes)
            {
                return null;
            }

            for (var at = MessageRecordFormat.MagicAt; _buffer.AsSpan(at, read - at).IndexOf(magic) is >= 0 and var hit; at += hit + 1)
            {
                var place = from + at + hit - MessageRecordFormat.MagicAt;
                if (isIt(place))
                {
                    return place;
                }
            }

            // The last bytes may be the beginning of a size and its magic.
            from += read - (MessageRecordFormat.BlankBytes - 1);
        }

        return null;
    }

    private bool IsRecord(long at)
    {
        if (EndOfFrame(at) is not { } end)
        {
            return false;
        }

        var size = (int)(end - at);
        if (_record.Length < size)
        {
            _record = new byte[size];
        }

        var record = _record.AsSpan(0, size);
        return _files.Read(record, at) == size && RecordCheck.FindFault(record, at, out _) is null;
    }

    private bool IsFiller(long at)
    {
        Span<byte> filler = stackalloc byte[MessageRecordFormat.BlankBytes];
        return _files.Read(filler, at) == filler.Length && filler[MessageRecordFormat.MagicAt..].SequenceEqual(FillerMagic)
            && BinaryPrimitives.ReadInt32BigEndian(filler) == EndOfFile(at) - at;
    }
}
