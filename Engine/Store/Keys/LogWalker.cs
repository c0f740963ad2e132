using System.Buffers.Binary;
using Engine.Protocol.Messages;
using Engine.Store.Log;

namespace Engine.Store.Keys;

/// <summary>
/// Goes through the records of the log in order while it grows, many per read: from memory as long as they are there, else from the files.
/// Steps over file ends, over what retention removed, over what is damaged, and over pages that the disk
/// cannot read. Not safe for concurrent use.
/// </summary>
internal sealed class LogWalker
{
    private const int PageBytes = 4096;
    private const int WindowBytes = 128 * 1024;
    private const int HeadBytes = MessageRecordFormat.SysFlagAt;

    private readonly CommitLog _log;
    private byte[] _window = [];
    private long _windowStart;
    private int _windowLength;
    private bool _isUnreadable;

    internal LogWalker(CommitLog log) => _log = log;

    /// <summary>Log offset of the next record.</summary>
    internal long Position { get; private set; }

    /// <summary>Damaged bytes that lie right before <see cref="Position"/>.</summary>
    internal long Skipped { get; private set; }

    private static ReadOnlySpan<byte> MagicPrefix => [0xDA, 0xA3, 0x20];

    internal void MoveTo(long position)
    {
        Position = position;
        Skipped = 0;
        _windowLength = 0;
    }

    /// <summary>Finds the next record before a log offset, where the log ended once. It stays the next one until it is passed.</summary>
    internal bool TryPeek(long end, out MessageRecord record)
    {
        while (Position < end)
        {
            var window = Window(HeadBytes, end);
            if (window.IsEmpty && _isUnreadable)
            {
                StepOverPage(end);
            }
            else if (window.IsEmpty)
            {
                StepOverFile(end);
            }
            else if (IsFiller(window))
            {
                Position = _log.FileEndOf(Position);
            }
            else if (IsRecordHead(window)
                && MessageRecordReader.TryRead(Window(SizeAt(window), end), checkBody: false, out record) == RecordReadStatus.Ok)
            {
                return true;
            }
            else
            {
                Skip(Window(HeadBytes, end), end);
            }
        }

        record = default;
        return false;
    }

    /// <summary>Goes on behind the record that was found.</summary>
    internal void Pass(int size)
    {
        Position += size;
        Skipped = 0;
    }

    /// <summary>Lets the memory go.</summary>
    internal void Release()
    {
        _window = [];
        _windowLength = 0;
    }

    private static int SizeAt(ReadOnlySpan<byte> window) => BinaryPrimitives.ReadInt32BigEndian(window);

    private bool IsFiller(ReadOnlySpan<byte> window) =>
        window.Length >= MessageRecordFormat.BlankBytes
        && BinaryPrimitives.ReadInt32BigEndian(window[MessageRecordFormat.MagicAt..]) == MessageRecordFormat.MagicBlank
        && Position + SizeAt(window) == _log.FileEndOf(Position);

    // The record's own offset tells it from bytes that only look like one, before memory is taken for its size.
    private bool IsRecordHead(ReadOnlySpan<byte> window) =>
        window.Length >= HeadBytes && window[MessageRecordFormat.MagicAt..].StartsWith(MagicPrefix)
        && SizeAt(window) >= MessageRecordFormat.SmallestBytes && SizeAt(window) <= _log.FileEndOf(Position) - Position
        && BinaryPrimitives.ReadInt64BigEndian(window[MessageRecordFormat.PhysicalOffsetAt..]) == Position;

    // It was removed meanwhile, or cannot be read although it should be there.
    private void StepOverFile(long end)
    {
        if (Position < _log.MinOffset)
        {
            MoveTo(Math.Min(end, _log.MinOffset));
            return;
        }

        var next = Math.Min(end, _log.FileEndOf(Position));
        Skipped += next - Position;
        Position = next;
    }

    // Disks fail by the page, not by the file.
    private void StepOverPage(long end)
    {
        var next = Math.Min(end, Position - (Position % PageBytes) + PageBytes);
        Skipped += next - Position;
        Position = next;
    }

    // To the next place where a record's magic stands.
    private void Skip(ReadOnlySpan<byte> window, long end)
    {
        var magicFrom = MessageRecordFormat.MagicAt + 1;
        var found = window.Length > magicFrom ? window[magicFrom..].IndexOf(MagicPrefix) : -1;
        var step = found >= 0
            ? found + 1
            : _windowStart + _windowLength >= end ? window.Length : Math.Max(1, window.Length - MessageRecordFormat.BlankBytes);
        Position += step;
        Skipped += step;
    }

    // What is there from Position on, at least so many bytes unless the log ends before; empty when it cannot be had.
    private ReadOnlySpan<byte> Window(int bytes, long end)
    {
        var at = (int)(Position - _windowStart);
        if (Position >= _windowStart && _windowLength - at >= bytes)
        {
            return _window.AsSpan(at.._windowLength);
        }

        var size = (int)Math.Min(end - Position, Math.Max(bytes, WindowBytes));
        if (_window.Length < size)
        {
            _window = new byte[Math.Max(size, WindowBytes)];
        }

        _windowStart = Position;
        _isUnreadable = false;
        _windowLength = TryRead(size) ? size : 0;
        if (_isUnreadable)
        {
            // Less of it may do.
            size = (int)Math.Min(size, bytes);
            _isUnreadable = false;
            _windowLength = TryRead(size) ? size : 0;
        }

        return _window.AsSpan(0, _windowLength);
    }

    private bool TryRead(int size)
    {
        try
        {
            return _log.TryRead(Position, _window.AsSpan(0, size));
        }
        catch (IOException) when (_log.ReadsElsewhere(Position))
        {
            // What is stepped over for it is counted, and reported by the caller.
            _isUnreadable = true;
            return false;
        }
    }
}
