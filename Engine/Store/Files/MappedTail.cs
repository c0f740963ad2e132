using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Microsoft.Win32.SafeHandles;

namespace Engine.Store.Files;

/// <summary>
/// Stores small pieces at the end of a file through a mapping: a tenth of what a system call for each costs. Never into a hole, as that
/// ends the process on a full disk: zeros are written ahead by the system call, and the mapping is used only where they, or earlier
/// pieces, are. One user at a time, and beside it one that keeps zeros ahead, so that the user seldom waits for them. Mirrors the writing
/// side of <c>MappedFile</c>.
/// </summary>
internal sealed class MappedTail : IDisposable
{
    private const int AheadBytes = 256 * 1024;
    private const int FarAheadBytes = 2 * AheadBytes;
    private const long WindowBytes = 8L * 1024 * 1024;
    private const long WindowAlignment = 64 * 1024;

    // File systems that keep the block of a page that was written. Those that copy on write take a new one when the page is written again.
    private static readonly HashSet<string> Keeping = new(StringComparer.Ordinal) { "ext2", "ext3", "ext4", "xfs", "tmpfs" };
    private static readonly byte[] Zeros = new byte[AheadBytes];

    private readonly SafeFileHandle _file;
    private readonly long _length;
    private readonly Action? _lacksZeros;
    private readonly MemoryMappedFile _map;

    // Held while zeros are written: nothing else is written behind what was stored meanwhile.
    private readonly Lock _ahead = new();
    private MemoryMappedViewAccessor? _window;
    private long _windowStart;
    private long _windowEnd;
    private long _keptFrom;
    private long _keptTo;
    private long _refusedTo;
    private long _end;
    private bool _isGivenUp;
    private int _isAsked;

    /// <param name="file">The file.</param>
    /// <param name="length">Its length.</param>
    /// <param name="lacksZeros">Told, by the user, when <see cref="KeepAhead"/> has something to do; null when nobody would.</param>
    internal MappedTail(SafeFileHandle file, long length, Action? lacksZeros = null)
    {
        _file = file;
        _length = length;
        _lacksZeros = lacksZeros;
        _map = MemoryMappedFile.CreateFromFile(
            file, mapName: null, capacity: 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
    }

    /// <summary>Whether a mapped page of a folder's files that was written once can always be written again.</summary>
    internal static bool IsSafeOn(string folder) => OperatingSystem.IsLinux() && Keeping.Contains(new DriveInfo(folder).DriveFormat);

    public void Dispose()
    {
        Forget();
        _map.Dispose();
    }

    /// <summary>Nothing is stored this way any more: the disk has refused something, and a page may be gone for good.</summary>
    internal void GiveUp() => Volatile.Write(ref _isGivenUp, true);

    /// <summary>Takes nothing for written any more: the file is about to be cut.</summary>
    internal void Forget()
    {
        CloseWindow();
        lock (_ahead)
        {
            (_keptFrom, _keptTo, _refusedTo, _end) = (0, 0, 0, 0);
        }
    }

    /// <summary>Ends the zeros: something is about to be written by the system call, perhaps behind what was stored.</summary>
    internal void EndAhead()
    {
        lock (_ahead)
        {
            (_keptFrom, _keptTo) = (0, 0);
        }
    }

    /// <summary>Writes zeros as far ahead as they should be; beside the user. What the disk refuses, the user will hear of.</summary>
    internal void KeepAhead()
    {
        Volatile.Write(ref _isAsked, 0);
        while (TryKeepAhead())
        {
            // Piece by piece, so that a user who waits for the first one does not wait for all.
        }
    }

    /// <summary>Stores a piece; pieces follow one another.</summary>
    /// <returns>False when it must be written by the system call, which says what is wrong with the disk, if anything.</returns>
    internal bool TryWrite(ReadOnlySpan<byte> bytes, long at)
    {
        var end = at + bytes.Length;
        if (Volatile.Read(ref _isGivenUp) || bytes.Length > AheadBytes || !IsKept(at, end))
        {
            return false;
        }

        if ((at < _windowStart || end > _windowEnd) && !TryMoveWindow(at))
        {
            return false;
        }

        Store(bytes, (ulong)(at - _windowStart));
        Volatile.Write(ref _end, end);
        AskForZeros(end);
        return true;
    }

    private bool IsKept(long at, long end)
    {
        if (at >= Volatile.Read(ref _keptFrom) && end <= Volatile.Read(ref _keptTo))
        {
            return true;
        }

        lock (_ahead)
        {
            return (at >= _keptFrom && end <= _keptTo) || TryWriteAhead_NeedsLock(at, end);
        }
    }

    private void AskForZeros(long end)
    {
        var kept = Volatile.Read(ref _keptTo);
        if (_lacksZeros is not null && kept - end < FarAheadBytes && kept < _length && Interlocked.Exchange(ref _isAsked, 1) == 0)
        {
            _lacksZeros();
        }
    }

    private bool TryKeepAhead()
    {
        lock (_ahead)
        {
            return _keptTo > 0 && _keptTo - Volatile.Read(ref _end) < FarAheadBytes && !Volatile.Read(ref _isGivenUp)
                && TryWriteAhead_NeedsLock(_keptTo, _keptTo + 1);
        }
    }

    // The handle copies item by item: items of 32 bytes are twenty times as fast as bytes.
    private void Store(ReadOnlySpan<byte> bytes, ulong at)
    {
        var window = _window!.SafeMemoryMappedViewHandle;
        var items = MemoryMarshal.Cast<byte, Vector256<byte>>(bytes);
        window.WriteSpan(at, items);
        var copied = items.Length * Vector256<byte>.Count;
        window.WriteSpan(at + (ulong)copied, bytes[copied..]);
    }

    private bool TryMoveWindow(long at)
    {
        CloseWindow();
        var start = at - (at % WindowAlignment);
        var length = Math.Min(WindowBytes, _length - start);
        try
        {
            _window = _map.CreateViewAccessor(start, length);
        }
        catch (Exception refused) when (refused is IOException or OutOfMemoryException)
        {
            // No address space, or too many mappings: this file goes on without.
            GiveUp();
            return false;
        }

        (_windowStart, _windowEnd) = (start, start + length);
        return true;
    }

    // The mapping first: an accessor that ends with its mapping open waits for the disk.
    private void CloseWindow()
    {
        _window?.SafeMemoryMappedViewHandle.Dispose();
        _window?.Dispose();
        _window = null;
        (_windowStart, _windowEnd) = (0, 0);
    }

    private bool TryWriteAhead_NeedsLock(long at, long end)
    {
        if (end > _length || end <= _refusedTo)
        {
            return false;
        }

        var isNext = at >= _keptFrom && at <= _keptTo;
        var from = isNext ? _keptTo : at;
        var to = Math.Min(end - (end % AheadBytes) + AheadBytes, _length);
        try
        {
            for (var piece = from; piece < to; piece += Zeros.Length)
            {
                RandomAccess.Write(_file, Zeros.AsSpan(0, (int)Math.Min(Zeros.Length, to - piece)), piece);
            }
        }
        catch (Exception refused) when (refused is IOException or ArgumentOutOfRangeException)
        {
            // No room for zeros: the record may have some, and tells by itself if not.
            _refusedTo = to;
            return false;
        }

        Volatile.Write(ref _keptFrom, isNext ? _keptFrom : at);
        Volatile.Write(ref _keptTo, to);
        return true;
    }
}
