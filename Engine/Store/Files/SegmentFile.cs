using Microsoft.Win32.SafeHandles;

namespace Engine.Store.Files;

/// <summary>
/// One file of fixed length, sparse until written. Writes go through the system call, never through a mapping: a full disk is then an
/// exception and not the end of the process.
/// </summary>
internal sealed class SegmentFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private int _isDirty;

    private SegmentFile(string path, SafeFileHandle handle, long start, long length)
    {
        Path = path;
        _handle = handle;
        Start = start;
        Length = length;
    }

    internal string Path { get; }

    /// <summary>Offset of the first byte in the whole.</summary>
    internal long Start { get; }

    internal long Length { get; }

    internal long End => Start + Length;

    public void Dispose() => _handle.Dispose();

    /// <summary>Opens or makes the file of that start. A shorter one (a crash while it was made) is brought to its length.</summary>
    /// <exception cref="StoreException">The file is longer than it should be.</exception>
    internal static SegmentFile Open(string folder, long start, long length)
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
                RandomAccess.SetLength(handle, length);
            }

            return new SegmentFile(path, handle, start, length);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    internal void Write(ReadOnlySpan<byte> bytes, long at)
    {
        Volatile.Write(ref _isDirty, 1);
        RandomAccess.Write(_handle, bytes, at);

        // Once more: a flush that began before the bytes were there has taken the first mark.
        Volatile.Write(ref _isDirty, 1);
    }

    /// <summary>Reads as much as there is, at most up to the file's end.</summary>
    internal int Read(Span<byte> target, long at)
    {
        var wanted = (int)Math.Min(target.Length, Length - at);
        var read = 0;
        while (read < wanted)
        {
            var got = RandomAccess.Read(_handle, target[read..wanted], at + read);
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
        Volatile.Write(ref _isDirty, 1);
        RandomAccess.SetLength(_handle, at);
        RandomAccess.SetLength(_handle, Length);
    }

    /// <summary>Brings what was written to the disk itself; does nothing when nothing was.</summary>
    internal void Flush()
    {
        if (Interlocked.Exchange(ref _isDirty, 0) == 0)
        {
            return;
        }

        try
        {
            RandomAccess.FlushToDisk(_handle);
        }
        catch
        {
            Volatile.Write(ref _isDirty, 1);
            throw;
        }
    }

    internal void Delete()
    {
        _handle.Dispose();
        File.Delete(Path);
    }
}
