using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Engine.Store.Keys;

/// <summary>
/// Finds messages by key: a row of files, each from a message of the log to a later one. One writer; readers and deletion need not wait
/// for it. Mirrors <c>IndexService</c>.
/// </summary>
internal sealed partial class KeyIndex : IDisposable
{
    private readonly string _folder;
    private readonly IndexShape _optionsShape;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private IndexFile[] _files = [];
    private IndexShape _shape;

    /// <param name="folder">Where the files are; made with the first one.</param>
    /// <param name="optionsShape">Shape of the files when there are none yet.</param>
    /// <param name="timeProvider">Clock of the file names.</param>
    /// <param name="logger">Takes what is damaged.</param>
    internal KeyIndex(string folder, IndexShape optionsShape, TimeProvider timeProvider, ILogger logger)
    {
        _folder = folder;
        _optionsShape = _shape = optionsShape;
        _timeProvider = timeProvider;
        _logger = logger;
    }

    /// <summary>The files, oldest first.</summary>
    internal ReadOnlySpan<IndexFile> Files => Volatile.Read(ref _files);

    /// <summary>Whether the next key needs a new file.</summary>
    internal bool NeedsFile => Files is not [.., { IsFull: false }];

    /// <summary>Store time in ms and log offset of the last message in the index; zeros when it is empty.</summary>
    internal (long Time, long Offset) Last =>
        Files.ToArray().LastOrDefault(file => !file.IsEmpty) is { } last ? (last.EndTime, last.EndOffset) : (0, 0);

    public void Dispose() => CloseFiles();

    /// <summary>Opens what is on the disk; what is damaged or has a gap before it is deleted, for the log has all it says.</summary>
    /// <returns>Where indexing goes on.</returns>
    /// <exception cref="IOException">A file cannot be read, repaired or deleted.</exception>
    internal ResumePoint Open(IndexOpening opening)
    {
        CloseFiles();
        var names = IndexFileNames.List(_folder);
        _shape = opening.Noted?.Shape ?? FindShape(names) ?? _optionsShape;
        while (true)
        {
            var files = names.Select(ReadFacts).ToList();
            var facts = new IndexFacts
            {
                Shape = _shape,
                Files = files,
                Noted = opening.Noted,
                LogStart = opening.LogStart,
                LogEnd = opening.LogEnd,
            };
            var plan = IndexPlan.Decide(facts);
            Drop(names.Skip(plan.Kept), plan);
            if (OpenKept(files.Take(plan.Kept), opening) is not { } damaged)
            {
                return FindResume(Math.Max(plan.TrustedTo, opening.LogStart));
            }

            var good = names.TakeWhile(name => name != damaged).ToList();
            Drop(names.Take(plan.Kept).Skip(good.Count + 1), $"{damaged} before it is damaged");
            names = good;
        }
    }

    /// <summary>Begins a new file; the one before must be at a checkpoint.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    internal void AddFile()
    {
        Directory.CreateDirectory(_folder);
        var name = IndexFileNames.Next(_timeProvider.GetLocalNow(), Files is [.., var newest] ? newest.Name : null);
        var file = IndexFile.Create(Path.Combine(_folder, name), _shape);
        lock (_lock)
        {
            Volatile.Write(ref _files, [.. _files, file]);
        }
    }

    /// <summary>Adds a key; <see cref="NeedsFile"/> must be false.</summary>
    /// <exception cref="IOException">The disk refused; nothing was added.</exception>
    internal void Put(int keyHash, long physicalOffset, long storeTime) => _files[^1].Put(keyHash, physicalOffset, storeTime);

    /// <summary>Brings everything to the disk itself.</summary>
    /// <exception cref="IOException">The disk refused; the next checkpoint goes on.</exception>
    internal void Checkpoint()
    {
        // A file before the newest one was at a checkpoint when it became full.
        if (Files is [.., var newest])
        {
            newest.Checkpoint();
        }
    }

    /// <summary>What can be noted of the index right after an opening or a checkpoint.</summary>
    /// <param name="indexedTo">Log offset up to which all keys are in it.</param>
    internal KeyCatalog Note(long indexedTo) => new()
    {
        Slots = _shape.Slots,
        Items = _shape.Items,
        IndexedTo = indexedTo,
        Files = Files.ToArray().ToImmutableSortedDictionary(file => file.Name, file => file.EndOffset, StringComparer.Ordinal),
    };

    /// <summary>
    /// Deletes whole files whose messages all lie before a log offset, the oldest first and never the newest. A file that is being read
    /// goes when the reader is done. Mirrors <c>IndexService#deleteExpiredFile</c>.
    /// </summary>
    /// <returns>How many.</returns>
    /// <exception cref="IOException">A file cannot be deleted; it is out of use all the same, those behind it are still there.</exception>
    internal int DeleteBelow(long minPhysicalOffset)
    {
        for (var count = 0; ; count++)
        {
            IndexFile oldest;
            lock (_lock)
            {
                if (_files.Length < 2 || _files[0].EndOffset >= minPhysicalOffset)
                {
                    return count;
                }

                oldest = _files[0];
                Volatile.Write(ref _files, _files[1..]);
            }

            oldest.Close(delete: true);
        }
    }

    private void CloseFiles()
    {
        var files = _files;
        Volatile.Write(ref _files, []);
        foreach (var file in files)
        {
            file.Close();
        }
    }

    private IndexShape? FindShape(IReadOnlyList<string> names) => names
        .Reverse()
        .Select(name => ShapeFinder.Find(Path.Combine(_folder, name), _optionsShape, IndexShape.Usual))
        .FirstOrDefault(shape => shape is not null);

    private IndexFileFacts ReadFacts(string name)
    {
        using var file = File.OpenHandle(Path.Combine(_folder, name), share: FileShare.ReadWrite | FileShare.Delete);
        Span<byte> head = stackalloc byte[IndexShape.HeaderBytes];
        var header = RandomAccess.Read(file, head, 0) == head.Length ? IndexHeader.Read(head) : default;
        return new IndexFileFacts(name, RandomAccess.GetLength(file), header);
    }

    private void Drop(IEnumerable<string> names, IndexPlan plan)
    {
        if (plan is { Missing: { } missing, Fault: null })
        {
            LogMissing(missing);
        }

        Drop(names, plan.Fault ?? "");
    }

    private void Drop(IEnumerable<string> names, string fault)
    {
        foreach (var name in names)
        {
            LogDropped(name, fault);
            File.Delete(Path.Combine(_folder, name));
        }
    }

    // The name of a file that cannot be repaired, or null.
    private string? OpenKept(IEnumerable<IndexFileFacts> kept, IndexOpening opening)
    {
        foreach (var each in kept)
        {
            var file = IndexFile.Open(Path.Combine(_folder, each.Name), _shape, each.Header);
            Volatile.Write(ref _files, [.. _files, file]);
            if (file.FindFault() is { } wrong)
            {
                return Drop(file, wrong);
            }
        }

        return _files is [.., var newest] && (!opening.IsClean || newest.EndOffset >= opening.LogEnd)
            && IndexRepair.Run(newest, opening.LogEnd) is { } fault
            ? Drop(newest, fault)
            : null;
    }

    private string Drop(IndexFile file, string fault)
    {
        LogDropped(file.Name, fault);
        file.Close(delete: true);
        CloseFiles();
        return file.Name;
    }

    // Behind the last message in the index, or at it when some of its keys may be missing.
    private ResumePoint FindResume(long trustedTo)
    {
        var files = Files.ToArray();
        return files.LastOrDefault(file => !file.IsEmpty) is { } last && last.EndOffset >= trustedTo
            ? new ResumePoint(last.EndOffset, files.Sum(file => file.CountKeysOf(last.EndOffset)))
            : new ResumePoint(trustedTo, 0);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The key index misses its file {Name}; what it said is taken from the log again")]
    private partial void LogMissing(string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The key index leaves out its file {Name}: {Fault}; it is built again from the log")]
    private partial void LogDropped(string name, string fault);
}
