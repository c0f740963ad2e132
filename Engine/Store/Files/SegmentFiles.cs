using Engine.Persistence;

namespace Engine.Store.Files;

/// <summary>
/// The files of one log or queue as one long row of bytes. One writer at a time, and beside it one who removes old files; readers work
/// on a snapshot and need no lock. Mirrors <c>MappedFileQueue</c>.
/// </summary>
internal sealed class SegmentFiles : IDisposable
{
    private readonly string _folder;
    private readonly Lock _changes = new();
    private SegmentFile[] _files = [];
    private SegmentFile[]? _dirty;
    private int _isFolderDirty;
    private SegmentFile? _appending;

    internal SegmentFiles(string folder, long fileBytes, ISegmentReads? reads = null, bool mapsAppends = false)
    {
        MapsAppends = mapsAppends;
        Reads = reads ?? SystemReads.Instance;
        _folder = folder;
        FileBytes = fileBytes;
    }

    internal long FileBytes { get; }

    internal ISegmentReads Reads { get; }

    /// <summary>Whether appends go through a mapping (<see cref="MappedTail"/>).</summary>
    internal bool MapsAppends { get; }

    /// <summary>Told by the writer when <see cref="KeepAhead"/> has something to do; null while nobody would do it.</summary>
    internal Action? LacksZeros { get; set; }

    internal string Folder => _folder;

    internal ReadOnlySpan<SegmentFile> All => Volatile.Read(ref _files);

    internal bool IsEmpty => All.IsEmpty;

    /// <summary>Offset of the first byte there is.</summary>
    internal long Start => All is [var first, ..] ? first.Start : 0;

    /// <summary>Offset behind the last file.</summary>
    internal long End => All is [.., var last] ? last.End : 0;

    /// <summary>How many files the next flush will touch.</summary>
    internal int DirtyFiles => Volatile.Read(ref _dirty)?.Length ?? 0;

    public void Dispose()
    {
        foreach (var file in All)
        {
            file.Dispose();
        }
    }

    /// <summary>
    /// The file size of what is in a folder: that of the longest one, as a crash can only shorten; null when there is none.
    /// </summary>
    internal static long? FindFileBytes(string folder)
    {
        var lengths = SegmentName.ListStarts(folder).Select(start => new FileInfo(Path.Combine(folder, SegmentName.Of(start))).Length);
        var longest = lengths.DefaultIfEmpty(0).Max();
        return longest > 0 ? longest : null;
    }

    /// <summary>Whether a folder has files of a log or queue, be they empty.</summary>
    internal static bool HasFiles(string folder) => SegmentName.ListStarts(folder).Count > 0;

    /// <summary>Opens the files of the folder; of a row with gaps only its last piece.</summary>
    /// <returns>Paths of the files left out.</returns>
    /// <exception cref="StoreException">A file's name does not fit to the file size.</exception>
    internal IReadOnlyList<string> OpenLastPiece()
    {
        var starts = SegmentName.ListStarts(_folder);
        var pieceAt = starts.Count;
        while (pieceAt > 0 && (pieceAt == starts.Count || starts[pieceAt] - starts[pieceAt - 1] == FileBytes))
        {
            pieceAt--;
        }

        OpenAll(starts[pieceAt..]);
        return [.. starts[..pieceAt].Select(PathOf)];
    }

    /// <summary>Opens the files of the folder; of a row with gaps only its first piece.</summary>
    /// <returns>Paths of the files left out.</returns>
    /// <exception cref="StoreException">A file's name does not fit to the file size.</exception>
    internal IReadOnlyList<string> OpenFirstPiece()
    {
        var starts = SegmentName.ListStarts(_folder);
        var pieceEnd = Math.Min(1, starts.Count);
        while (pieceEnd < starts.Count && starts[pieceEnd] - starts[pieceEnd - 1] == FileBytes)
        {
            pieceEnd++;
        }

        OpenAll(starts[..pieceEnd]);
        return [.. starts[pieceEnd..].Select(PathOf)];
    }

    internal SegmentFile? Find(long offset)
    {
        var files = All;
        if (files.IsEmpty || offset < files[0].Start)
        {
            return null;
        }

        var index = (offset - files[0].Start) / FileBytes;
        return index < files.Length ? files[(int)index] : null;
    }

    /// <summary>The file for an offset in or right behind the row; the first file of an empty row may be anywhere.</summary>
    internal SegmentFile FindOrCreate(long offset) => Find(offset) ?? Create(offset);

    /// <summary>Writes into the row, making files as needed.</summary>
    internal void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        while (!bytes.IsEmpty)
        {
            var file = FindOrCreate(offset);
            var part = (int)Math.Min(bytes.Length, file.End - offset);
            file.Write(bytes[..part], offset - file.Start);
            bytes = bytes[part..];
            offset += part;
        }
    }

    /// <summary>Writes at the end of the row, into one file; one caller at a time.</summary>
    internal void Append(ReadOnlySpan<byte> bytes, long offset)
    {
        var file = FindOrCreate(offset);
        if (MapsAppends && file != _appending)
        {
            MapAppendsTo(file);
        }

        file.Append(bytes, offset - file.Start);
    }

    /// <summary>Prepares the room for mapped appends to come, so that they seldom wait for the disk; beside them.</summary>
    internal void KeepAhead() => Volatile.Read(ref _appending)?.KeepAhead();

    /// <summary>Reads from the row.</summary>
    /// <returns>Bytes read: fewer than asked where the row ends or a file was removed meanwhile.</returns>
    /// <exception cref="IOException">The disk cannot read the file that the message names.</exception>
    internal int Read(Span<byte> target, long offset)
    {
        var read = 0;
        while (read < target.Length && Find(offset + read) is { } file)
        {
            var got = ReadFile(file, target[read..], offset + read);
            if (got == 0)
            {
                break;
            }

            read += got;
        }

        return read;
    }

    /// <summary>Cuts the row: the rest of the file becomes zero, files behind it go.</summary>
    internal void ClearFrom(long offset)
    {
        SegmentFile[] removed = [];
        Change(files =>
        {
            var kept = files.TakeWhile((file, index) => file.Start < offset || (index == 0 && file.Start == offset)).Count();
            removed = files[kept..];
            return files[..kept];
        });
        foreach (var file in removed)
        {
            file.Delete();
        }

        if (Find(offset) is { } last)
        {
            last.ClearFrom(offset - last.Start);
        }
    }

    /// <summary>
    /// Deletes the files that end at or before an offset, oldest first, so that a crash leaves a row without a gap; never the last one.
    /// Readers find them gone.
    /// </summary>
    /// <returns>How many.</returns>
    /// <exception cref="IOException">The system refused to delete a file; that one and all behind it are still there.</exception>
    internal int DeleteBelow(long offset)
    {
        var deleted = 0;
        while (TakeFirstBelow(offset) is { } file)
        {
            file.Dispose();
            deleted++;
        }

        return deleted;
    }

    /// <summary>
    /// Brings what was written before the call to the disk itself, names of new files included. Touches only files that were written to.
    /// </summary>
    /// <exception cref="IOException">The disk refused at least one file, or a folder; the other files are flushed.</exception>
    internal void Flush()
    {
        IOException? refused = null;
        foreach (var file in Interlocked.Exchange(ref _dirty, null) ?? [])
        {
            try
            {
                file.Flush();
            }
            catch (ObjectDisposedException)
            {
                // Removed meanwhile: there is nothing left to keep.
            }
            catch (IOException failure)
            {
                refused ??= failure;
            }
        }

        if (refused is not null)
        {
            throw new IOException(refused.Message, refused);
        }

        if (Interlocked.Exchange(ref _isFolderDirty, 0) == 1)
        {
            FlushFolders();
        }
    }

    /// <summary>Has the next flush include the files from an offset on, whoever wrote them.</summary>
    internal void MarkDirtyFrom(long offset)
    {
        foreach (var file in All)
        {
            if (file.End > offset)
            {
                file.MarkDirty();
            }
        }
    }

    /// <summary>A file of the row has something to flush; it says so once until it is flushed.</summary>
    internal void NoteDirty(SegmentFile file)
    {
        SegmentFile[]? known;
        do
        {
            known = Volatile.Read(ref _dirty);
        }
        while (Interlocked.CompareExchange(ref _dirty, known is null ? [file] : [.. known, file], known) != known);
    }

    /// <summary>Removes all files; the row may begin anywhere then.</summary>
    internal void Clear()
    {
        Volatile.Write(ref _appending, null);
        SegmentFile[] removed = [];
        Change(files =>
        {
            removed = files;
            return [];
        });
        foreach (var file in removed)
        {
            file.Delete();
        }
    }

    /// <summary>Removes all files and the folder.</summary>
    internal void Delete()
    {
        Dispose();
        Volatile.Write(ref _files, []);
        FolderRemoval.Remove(_folder);
    }

    private void MapAppendsTo(SegmentFile file)
    {
        _appending?.EndAppending();
        file.MapAppends(() => LacksZeros?.Invoke());
        Volatile.Write(ref _appending, file);
    }

    private void FlushFolders()
    {
        try
        {
            FolderFlush.ToDisk(_folder);
            FolderFlush.ToDisk(Path.GetDirectoryName(_folder)!);
        }
        catch (IOException)
        {
            Volatile.Write(ref _isFolderDirty, 1);
            throw;
        }
    }

    // The writer adds at the end while old files go at the beginning.
    private void Change(Func<SegmentFile[], SegmentFile[]> change)
    {
        lock (_changes)
        {
            Volatile.Write(ref _files, change(_files));
        }
    }

    // The lock holds the removal of the name on purpose: the writer may be taking the second file away, and then the first must stay. The
    // blocks are given back when the file is closed, without the lock.
    private SegmentFile? TakeFirstBelow(long offset)
    {
        SegmentFile? taken = null;
        Change(files =>
        {
            if (files is not [var first, _, ..] || first.End > offset)
            {
                return files;
            }

            File.Delete(first.Path);
            taken = first;
            return files[1..];
        });
        return taken;
    }

    // Apart from the search: what the change captures would be made at every write otherwise.
    private SegmentFile Create(long offset)
    {
        if (!IsEmpty && offset != End)
        {
            throw new InvalidOperationException($"Offset {offset} is not next to the files of {_folder}, which end at {End}.");
        }

        if (!IsEmpty && !Directory.Exists(_folder))
        {
            throw new StoreException($"The folder {_folder} is gone while its files are open. Bring it back and restart.");
        }

        Directory.CreateDirectory(_folder);
        var file = SegmentFile.Open(_folder, offset - (offset % FileBytes), FileBytes, this);
        Volatile.Write(ref _isFolderDirty, 1);
        Change(files => [.. files, file]);
        return file;
    }

    private string PathOf(long start) => Path.Combine(_folder, SegmentName.Of(start));

    private void OpenAll(List<long> starts)
    {
        var files = new List<SegmentFile>();
        foreach (var start in starts)
        {
            if (start % FileBytes != 0)
            {
                throw new StoreException($"{PathOf(start)} does not begin at a multiple of the file size, {FileBytes} bytes.");
            }

            files.Add(SegmentFile.Open(_folder, start, FileBytes, this));
        }

        Volatile.Write(ref _files, [.. files]);
    }

    private static int ReadFile(SegmentFile file, Span<byte> target, long offset)
    {
        try
        {
            return file.Read(target, offset - file.Start);
        }
        catch (ObjectDisposedException)
        {
            // Removed between finding and reading: the same as not there any more.
            return 0;
        }
        catch (IOException failure)
        {
            throw new IOException($"{file.Path} cannot be read at byte {offset - file.Start}: {failure.Message}", failure);
        }
    }
}
