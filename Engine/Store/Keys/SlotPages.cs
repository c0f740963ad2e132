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

    // Null until a slot is used: an idle index holds nothing.
    private Table? _table;

    internal SlotPages(SafeFileHandle file, int slots)
    {
        _file = file;
        _slots = slots;
    }

    internal bool HasDirty { get; private set; }

    /// <summary>What a slot holds, for the writer; its page stays in memory.</summary>
    /// <exception cref="IOException">The page cannot be read.</exception>
    internal int Load(int slot) => ToHost(Loaded(slot).Slots[slot]);

    /// <summary>What a slot holds, for readers.</summary>
    /// <exception cref="IOException">The slot cannot be read.</exception>
    internal int Read(int slot)
    {
        if (Volatile.Read(ref _table) is { } table && Volatile.Read(ref table.IsLoaded[slot / PageSlots]))
        {
            return ToHost(Volatile.Read(ref table.Slots[slot]));
        }

        Span<byte> bytes = stackalloc byte[IndexShape.SlotBytes];
        return RandomAccess.Read(_file, bytes, IndexShape.SlotAt(slot)) == bytes.Length ? BinaryPrimitives.ReadInt32BigEndian(bytes) : 0;
    }

    /// <summary>Sets a slot that was loaded; readers see it at once.</summary>
    internal void Set(int slot, int value)
    {
        var table = Loaded(slot);
        Volatile.Write(ref table.Slots[slot], ToHost(value));
        table.IsDirty[slot / PageSlots] = true;
        HasDirty = true;
    }

    /// <summary>Writes the pages that were changed; they stay marked until <see cref="NoteSafe"/>.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    internal void WriteDirty()
    {
        if (!HasDirty || _table is not { } table)
        {
            return;
        }

        for (var number = 0; number < table.IsDirty.Length; number++)
        {
            if (table.IsDirty[number])
            {
                RandomAccess.Write(_file, PageOf(table, number), IndexShape.SlotAt(number * PageSlots));
            }
        }
    }

    /// <summary>Notes that what was written is on the disk itself.</summary>
    internal void NoteSafe()
    {
        Array.Clear(_table?.IsDirty ?? []);
        HasDirty = false;
    }

    /// <summary>Lets the memory go; nothing may be dirty.</summary>
    internal void Release() => Volatile.Write(ref _table, null);

    // The number in the file is big-endian; the exchange is its own reverse.
    private static int ToHost(int stored) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(stored) : stored;

    private static Span<byte> PageOf(Table table, int number) =>
        MemoryMarshal.AsBytes(table.Slots.AsSpan(number * PageSlots, Math.Min(PageSlots, table.Slots.Length - (number * PageSlots))));

    private Table Loaded(int slot)
    {
        var number = slot / PageSlots;
        return _table is { } table && table.IsLoaded[number] ? table : ReadPage(number);
    }

    private Table ReadPage(int number)
    {
        var table = _table ?? new Table(_slots);
        var page = PageOf(table, number);
        page[RandomAccess.Read(_file, page, IndexShape.SlotAt(number * PageSlots))..].Clear();
        Volatile.Write(ref table.IsLoaded[number], true);
        Volatile.Write(ref _table, table);
        return table;
    }

    /// <summary>
    /// All slots as in the file, so that a page is written as it stands. Made at once and not cleared: memory that no page was read into
    /// is only promised, and the pages to come allocate nothing.
    /// </summary>
    private sealed class Table(int slots)
    {
        internal int[] Slots { get; } = GC.AllocateUninitializedArray<int>(slots);

        internal bool[] IsLoaded { get; } = new bool[((slots - 1) / PageSlots) + 1];

        internal bool[] IsDirty { get; } = new bool[((slots - 1) / PageSlots) + 1];
    }
}
