using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Engine.Store.Keys;

/// <summary>
/// The slots of an index file: the number of the newest item in each. Pages are read when first touched, changed in memory and written
/// together at a checkpoint. One writer; readers need no lock, for a slot is one word.
/// </summary>
internal sealed class SlotPages
{
    private const int PageSlots = 4096 / IndexShape.SlotBytes;

    private readonly SafeFileHandle _file;
    private readonly int _slots;

    // Slots as in the file, so that a page is written as it stands. Null until a slot is used: an idle index holds nothing.
    private int[]?[]? _pages;
    private bool[] _isDirty = [];

    internal SlotPages(SafeFileHandle file, int slots)
    {
        _file = file;
        _slots = slots;
    }

    internal bool HasDirty { get; private set; }

    /// <summary>What a slot holds, for the writer; its page stays in memory.</summary>
    /// <exception cref="IOException">The page cannot be read.</exception>
    internal int Load(int slot) => ToHost(PageOf(slot)[slot % PageSlots]);

    /// <summary>What a slot holds, for readers.</summary>
    /// <exception cref="IOException">The slot cannot be read.</exception>
    internal int Read(int slot)
    {
        if (Volatile.Read(ref _pages) is { } pages && Volatile.Read(ref pages[slot / PageSlots]) is { } page)
        {
            return ToHost(Volatile.Read(ref page[slot % PageSlots]));
        }

        Span<byte> bytes = stackalloc byte[IndexShape.SlotBytes];
        return RandomAccess.Read(_file, bytes, IndexShape.SlotAt(slot)) == bytes.Length ? BinaryPrimitives.ReadInt32BigEndian(bytes) : 0;
    }

    /// <summary>Sets a slot that was loaded; readers see it at once.</summary>
    internal void Set(int slot, int value)
    {
        Volatile.Write(ref PageOf(slot)[slot % PageSlots], ToHost(value));
        _isDirty[slot / PageSlots] = true;
        HasDirty = true;
    }

    /// <summary>Writes the pages that were changed; they stay marked until <see cref="NoteSafe"/>.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    internal void WriteDirty()
    {
        for (var number = 0; HasDirty && number < _isDirty.Length; number++)
        {
            if (_isDirty[number])
            {
                RandomAccess.Write(_file, MemoryMarshal.AsBytes(_pages![number]!.AsSpan()), IndexShape.SlotAt(number * PageSlots));
            }
        }
    }

    /// <summary>Notes that what was written is on the disk itself.</summary>
    internal void NoteSafe()
    {
        Array.Clear(_isDirty);
        HasDirty = false;
    }

    /// <summary>Lets the memory go; nothing may be dirty.</summary>
    internal void Release() => Volatile.Write(ref _pages, null);

    // The number in the file is big-endian; the exchange is its own reverse.
    private static int ToHost(int stored) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(stored) : stored;

    private int[] PageOf(int slot)
    {
        var number = slot / PageSlots;
        return _pages?[number] ?? ReadPage(number);
    }

    private int[] ReadPage(int number)
    {
        var page = new int[Math.Min(PageSlots, _slots - (number * PageSlots))];
        var bytes = MemoryMarshal.AsBytes(page.AsSpan());
        var read = RandomAccess.Read(_file, bytes, IndexShape.SlotAt(number * PageSlots));
        bytes[read..].Clear();
        if (_pages is null)
        {
            var count = ((_slots - 1) / PageSlots) + 1;
            _isDirty = new bool[count];
            Volatile.Write(ref _pages, new int[]?[count]);
        }

        Volatile.Write(ref _pages![number], page);
        return page;
    }
}
