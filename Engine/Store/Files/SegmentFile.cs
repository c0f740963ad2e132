using Engine.Persistence;
using Microsoft.Win32.SafeHandles;

namespace Engine.Store.Files;

/// <summary>
/// One file of fixed length, sparse until written. Writes go through the system call, or through a mapping of what was written before: a
/// full disk is then an exception and not the end of the process.
/// </summary>
internal sealed class SegmentFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly SegmentFiles? _owner;
    private readonly ISegmentReads _reads;
    private int _isDirty;
    private MappedTail? _tail;

    private SegmentFile(string path, SafeFileHandle handle, long start, long length, long missing, SegmentFiles? owner)
    {
        Missing = missing;
        Path = path;
        _owner = owner;
        _reads = owner?.Reads ?? SystemReads.Instance;
        _handle = handle;
        Start = start;
        Length = length;
    }

    internal string Path { get; }

    /// <summary>Offset of the first byte in the whole.</summary>
    internal long Start { get; }

    internal long Length { get; }

    internal long End => Start + Length;

    /// <summary>Bytes by which it was too short when it was opened, or all when it was made; they are zeros now.</summary>
    internal long Missing { get; }

    public void Dispose()
    {
        EndAppending();
        _handle.Dispose();
    }

    /// <summary>Opens or makes the file of that start. A shorter one (a crash while it was made) is brought to its length.</summary>
    /// <param name="folder">Where it is.</param>
    /// <param name="start">Offset of its first byte in the whole.</param>
    /// <param name="length">Bytes it has.</param>
    /// <param name="owner">Is told when there is something to flush.</param>
    /// <exception cref="StoreException">The file is longer than it should be.</exception>
    internal static SegmentFile Open(string folder, long start, long length, SegmentFiles? owner = null)
    {
        var path = System.IO.Path.Combine(folder, SegmentName.Of(start));
        var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            var found = RandomAccess.GetLength(handle);
            if (found > length)
            {
                throw new StoreException($"{path} has {found} bytes; its neighbours say {length}.");
            }

            if (found < length)
            {
                FileLength.Set(handle, length, path);
            }

            return new SegmentFile(path, handle, start, length, length - found, owner);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Appends go through a mapping from now on, where that is safe. Not beside another append.</summary>
    /// <param name="lacksZeros">Told when <see cref="KeepAhead"/> has something to do.</param>
    internal void MapAppends(Action? lacksZeros) => _tail ??= new MappedTail(_handle, Length, lacksZeros);

    /// <summary>Prepares the room for mapped appends to come; beside them.</summary>
    internal void KeepAhead() => Volatile.Read(ref _tail)?.KeepAhead();

    /// <summary>Ends <see cref="MapAppends"/>; what was appended stays.</summary>
    internal void EndAppending() => Interlocked.Exchange(ref _tail, null)?.Dispose();

    /// <summary>Writes what follows on what was appended before; one caller at a time.</summary>
    internal void Append(ReadOnlySpan<byte> bytes, long at)
    {
        if (_tail?.TryWrite(bytes, at) is true)
        {
            MarkDirty();
        }
        else
        {
            Write(bytes, at);
        }
    }

    internal void Write(ReadOnlySpan<byte> bytes, long at)
    {
        Volatile.Read(ref _tail)?.EndAhead();
        try
        {
            RandomAccess.Write(_handle, bytes, at);
        }
        catch (ArgumentOutOfRangeException tooFar) when (at >= 0)
        {
            // What the system says for EFBIG.
            throw new IOException(
                $"{Path} cannot be written at byte {at}: its file system, or a limit on this process, does not allow it.", tooFar);
        }
        finally
        {
            // Behind the write: a flush that takes this mark away finds the bytes, also those of a write that failed half way.
            MarkDirty();
        }
    }

    /// <summary>Reads as much as there is, at most up to the file's end.</summary>
    internal int Read(Span<byte> target, long at)
    {
        var wanted = (int)Math.Min(target.Length, Length - at);
        var read = 0;
        while (read < wanted)
        {
            var got = _reads.Read(Path, _handle, target[read..wanted], at + read);
            if (got == 0)
            {
                break;
            }

            read += got;
        }

        return read;
    }

    /// <summary>Makes everything from a place on zero, giving the blocks back.</summary>
    internal void ClearFrom(long at)
    {
        _tail?.Forget();
        try
        {
            FileLength.Set(_handle, at, Path);
            FileLength.Set(_handle, Length, Path);
        }
        finally
        {
            MarkDirty();
        }
    }

    /// <summary>Notes that the next flush has something to do here.</summary>
    internal void MarkDirty()
    {
        if (Interlocked.Exchange(ref _isDirty, 1) == 0)
        {
            _owner?.NoteDirty(this);
        }
    }

    /// <summary>Brings what was written to the disk itself; does nothing when nothing was.</summary>
    /// <exception cref="IOException">The disk refused; the file stays marked.</exception>
    internal void Flush()
    {
        if (Interlocked.Exchange(ref _isDirty, 0) == 0)
        {
            return;
        }

        try
        {
            FileFlush.ToDisk(_handle, Path);
        }
        catch (IOException)
        {
            Volatile.Read(ref _tail)?.GiveUp();
            MarkDirty();
            throw;
        }
    }

    internal void Delete()
    {
        Dispose();
        File.Delete(Path);
    }
}
