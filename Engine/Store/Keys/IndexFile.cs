using Engine.Store.Files;
using Microsoft.Win32.SafeHandles;

namespace Engine.Store.Keys;

/// <summary>
/// One file of the key index: slots by hash, each the head of a chain of items, newest first. What is put is readable at once and is in the
/// file after a checkpoint; the log can give it again. One writer; readers need no lock. Mirrors <c>IndexFile</c>.
/// </summary>
/// <remarks>The file is sparse and written by system calls, never through a mapping: a full disk is an exception.</remarks>
internal sealed class IndexFile
{
    private readonly SafeFileHandle _handle;
    private readonly SlotPages _slots;
    private readonly FileUse _use = new();
    private ItemTail? _tail;
    private bool _isDeleted;
    private bool _isHeaderDirty;
    private int _usedSlots;
    private int _count;
    private long _beginTime;
    private long _endTime;
    private long _beginOffset;
    private long _endOffset;

    private IndexFile(string path, IndexShape shape, SafeFileHandle handle, in IndexHeader header)
    {
        Path = path;
        Shape = shape;
        _handle = handle;
        _slots = new SlotPages(handle, shape.Slots);
        Take(header);
    }

    internal string Path { get; }

    internal string Name => System.IO.Path.GetFileName(Path);

    internal IndexShape Shape { get; }

    /// <summary>Number the next item gets; the first one is 1.</summary>
    internal int Count => Volatile.Read(ref _count);

    internal bool IsEmpty => Count <= IndexHeader.FirstItem;

    internal bool IsFull => Count >= Shape.Items;

    /// <summary>Log offset of the last message in it.</summary>
    internal long EndOffset => Volatile.Read(ref _endOffset);

    /// <summary>Store time in ms of the last message in it.</summary>
    internal long EndTime => Volatile.Read(ref _endTime);

    internal long BeginTime => Volatile.Read(ref _beginTime);

    internal bool IsDirty => _isHeaderDirty || _slots.HasDirty || _tail is { HasUnwritten: true };

    internal SlotPages Slots => _slots;

    internal IndexHeader Header => new()
    {
        BeginTime = _beginTime,
        EndTime = _endTime,
        BeginOffset = _beginOffset,
        EndOffset = _endOffset,
        UsedSlots = _usedSlots,
        Count = _count,
    };

    /// <exception cref="IOException">The file cannot be made.</exception>
    internal static IndexFile Create(string path, IndexShape shape)
    {
        var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            FileLength.Set(handle, shape.FileBytes, path);
            return new IndexFile(path, shape, handle, IndexHeader.Empty);
        }
        catch
        {
            handle.Dispose();
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Opens a file whose header was found possible; one cut short behind its items is brought to its length.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    internal static IndexFile Open(string path, IndexShape shape, in IndexHeader header)
    {
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            if (RandomAccess.GetLength(handle) < shape.FileBytes)
            {
                FileLength.Set(handle, shape.FileBytes, path);
            }

            return new IndexFile(path, shape, handle, header);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Adds a key; the file must not be full.</summary>
    /// <exception cref="IOException">The disk refused; nothing was added.</exception>
    internal void Put(int keyHash, long physicalOffset, long storeTime)
    {
        var slot = Shape.SlotOf(keyHash);
        var number = _count;
        var head = _slots.Load(slot);
        var previous = head > 0 && head < number ? head : 0;
        var tail = _tail ?? MakeTail();
        tail.EnsureRoom();

        // From here on nothing can fail.
        if (number == IndexHeader.FirstItem)
        {
            Volatile.Write(ref _beginTime, storeTime);
            _beginOffset = physicalOffset;
        }

        tail.Add(new IndexItem(keyHash, physicalOffset, SecondsAt(storeTime), previous));
        Volatile.Write(ref _endTime, storeTime);
        Volatile.Write(ref _endOffset, physicalOffset);
        _usedSlots += previous == 0 ? 1 : 0;
        _isHeaderDirty = true;

        // Readers come by the slot: the item and the count are there before it.
        Volatile.Write(ref _count, number + 1);
        _slots.Set(slot, number);
    }

    /// <summary>
    /// Brings everything to the disk itself, the header last: it must not count what is not there. A checkpoint without anything to do, or
    /// of a full file, lets the memory go.
    /// </summary>
    /// <exception cref="IOException">The disk refused; nothing is lost, the next checkpoint goes on.</exception>
    internal void Checkpoint()
    {
        if (IsDirty)
        {
            _tail?.WriteOut();
            _slots.WriteDirty();
            RandomAccess.FlushToDisk(_handle);
            WriteHeader();
            RandomAccess.FlushToDisk(_handle);
            _isHeaderDirty = false;
            if (!IsFull)
            {
                return;
            }
        }

        _slots.Release();
        Volatile.Write(ref _tail, null);
    }

    /// <summary>The newest item of a slot, 0 for none.</summary>
    internal int ReadHead(int slot) => _slots.Read(slot);

    /// <summary>Reads one item.</summary>
    /// <exception cref="IOException">The item cannot be read.</exception>
    internal IndexItem ReadItem(int number)
    {
        if (Volatile.Read(ref _tail) is { } tail && tail.TryRead(number, out var item))
        {
            return item;
        }

        Span<byte> bytes = stackalloc byte[IndexItem.Bytes];
        return ReadItems(bytes, number) == 1 ? IndexItem.Read(bytes) : default;
    }

    /// <summary>Reads items from the file itself.</summary>
    /// <returns>How many.</returns>
    internal int ReadItems(Span<byte> target, int number) =>
        RandomAccess.Read(_handle, target, Shape.ItemAt(number)) / IndexItem.Bytes;

    /// <summary>
    /// Says why the header is not of the items it counts, or null: indexing goes on where the header says that it ended.
    /// </summary>
    /// <exception cref="IOException">The items cannot be read.</exception>
    internal string? FindFault()
    {
        if (IsEmpty)
        {
            return null;
        }

        var (first, last) = (ReadItem(IndexHeader.FirstItem).PhysicalOffset, ReadItem(Count - 1).PhysicalOffset);
        return first == _beginOffset && last == EndOffset
            ? null
            : $"its items reach from offset {first} to {last}, its header says from {_beginOffset} to {EndOffset}";
    }

    /// <summary>How many of its last items are of one record.</summary>
    internal int CountKeysOf(long physicalOffset)
    {
        var count = 0;
        while (Count - 1 - count >= IndexHeader.FirstItem && ReadItem(Count - 1 - count).PhysicalOffset == physicalOffset)
        {
            count++;
        }

        return count;
    }

    /// <summary>
    /// Takes over a repaired state: the header, then the slots, which no longer name items behind the counted ones, then the items go. In
    /// this order a crash in between leaves what can be repaired again.
    /// </summary>
    /// <exception cref="IOException">The disk refused.</exception>
    internal void Restart(in IndexHeader header)
    {
        Take(header);
        WriteHeader();
        RandomAccess.FlushToDisk(_handle);
        _slots.WriteDirty();
        RandomAccess.FlushToDisk(_handle);
        FileLength.Set(_handle, Shape.ItemAt(header.Count), Path);
        FileLength.Set(_handle, Shape.FileBytes, Path);
    }

    /// <summary>Keeps the file there until <see cref="EndRead"/>; false when it was deleted or closed.</summary>
    internal bool TryBeginRead() => _use.TryEnter();

    internal void EndRead()
    {
        if (_use.Leave())
        {
            LetGo();
        }
    }

    /// <summary>Closes the file, behind the last reader.</summary>
    internal void Close(bool delete = false)
    {
        _isDeleted |= delete;
        if (_use.Retire())
        {
            LetGo();
        }
    }

    private ItemTail MakeTail()
    {
        var tail = new ItemTail(_handle, Shape, _count);
        Volatile.Write(ref _tail, tail);
        return tail;
    }

    private void Take(in IndexHeader header)
    {
        _usedSlots = header.UsedSlots;
        _beginOffset = header.BeginOffset;
        Volatile.Write(ref _beginTime, header.BeginTime);
        Volatile.Write(ref _endTime, header.EndTime);
        Volatile.Write(ref _endOffset, header.EndOffset);
        Volatile.Write(ref _count, header.Count);
    }

    private int SecondsAt(long storeTime) => (int)Math.Clamp((storeTime - _beginTime) / 1000, 0, int.MaxValue);

    private void WriteHeader()
    {
        Span<byte> bytes = stackalloc byte[IndexShape.HeaderBytes];
        Header.Write(bytes);
        RandomAccess.Write(_handle, bytes, 0);
    }

    private void LetGo()
    {
        _handle.Dispose();
        if (_isDeleted)
        {
            File.Delete(Path);
        }
    }
}
