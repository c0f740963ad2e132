using Microsoft.Win32.SafeHandles;

namespace Engine.Store.Keys;

/// <summary>
/// The newest items of an index file, on their way into it. One writer; readers copy first and then check that the buffer was not turned
/// to later items meanwhile.
/// </summary>
internal sealed class ItemTail
{
    private const int MostItems = 64 * 1024 / IndexItem.Bytes;

    private readonly SafeFileHandle _file;
    private readonly IndexShape _shape;
    private readonly byte[] _bytes;
    private int _start;
    private int _written;
    private int _end;

    internal ItemTail(SafeFileHandle file, IndexShape shape, int start)
    {
        _file = file;
        _shape = shape;
        _bytes = new byte[Math.Min(MostItems, shape.Items) * IndexItem.Bytes];
        _start = _written = _end = start;
    }

    internal bool HasUnwritten => _written < _end;

    /// <summary>Makes sure that one item can be added without touching the disk.</summary>
    /// <exception cref="IOException">The disk refused the items that had to make room; they stay here.</exception>
    internal void EnsureRoom()
    {
        if ((_end - _start) * IndexItem.Bytes == _bytes.Length)
        {
            WriteOut();
            Volatile.Write(ref _start, _end);

            // Readers must see the new start before anything here is overwritten.
            Interlocked.MemoryBarrier();
        }
    }

    internal void Add(in IndexItem item)
    {
        item.Write(_bytes.AsSpan((_end - _start) * IndexItem.Bytes));
        _end++;
    }

    /// <summary>Writes what is not in the file yet.</summary>
    /// <exception cref="IOException">The disk refused; nothing is lost.</exception>
    internal void WriteOut()
    {
        if (HasUnwritten)
        {
            var from = (_written - _start) * IndexItem.Bytes;
            var to = (_end - _start) * IndexItem.Bytes;
            RandomAccess.Write(_file, _bytes.AsSpan(from..to), _shape.ItemAt(_written));
            _written = _end;
        }
    }

    /// <summary>Reads an item that was added; false when it left for the file.</summary>
    internal bool TryRead(int number, out IndexItem item)
    {
        item = default;
        var start = Volatile.Read(ref _start);
        if (number < start || (number - start) * IndexItem.Bytes >= _bytes.Length)
        {
            return false;
        }

        item = IndexItem.Read(_bytes.AsSpan((number - start) * IndexItem.Bytes));
        Interlocked.MemoryBarrier();
        return Volatile.Read(ref _start) == start;
    }
}
