using Engine.Duties;
using Engine.Store.Log;
using Microsoft.Extensions.Logging;

namespace Engine.Store.Keys;

/// <summary>
/// The duty that lets the key index follow the log, in order, behind the appends and without costing them anything: it wakes when enough
/// is behind, when somebody waits, and every flush interval. A disk that refuses stops it, and nothing else, until there is room again.
/// Mirrors <c>ReputMessageService</c> and <c>CommitLogDispatcherBuildIndex</c>.
/// </summary>
internal sealed partial class KeyIndexer : IAsyncDisposable
{
    private const long WakeBytes = 64 * 1024;

    // How long a stop may go on indexing; the next start goes on from there.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CheckpointEvery = TimeSpan.FromSeconds(10);

    private readonly CommitLog _log;
    private readonly KeyIndex _index;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly IndexBuilder _builder;

    // Not on the pool: a turn may flush, and building an index anew takes as long as reading the log.
    private readonly DedicatedLoop _loop;
    private readonly ProgressSignal _progress = new();
    private IndexOpening? _opening;
    private KeyCatalog? _catalog;
    private long _lastCheckpoint;
    private long _position;
    private long _failures;
    private long _safeTime;
    private int _isAwake;
    private bool _isFailing;
    private volatile bool _isOpen;
    private volatile bool _isClosed;

    internal KeyIndexer(CommitLog log, LogFlush flush, KeyIndex index, TimeSpan turnEvery, TimeProvider timeProvider, ILogger logger)
    {
        _log = log;
        _index = index;
        _timeProvider = timeProvider;
        _logger = logger;
        _builder = new IndexBuilder(log, flush, index);
        _loop = new DedicatedLoop("key index", turnEvery, ct => TryWork(static (self, stop) => self.Turn(stop), ct), timeProvider, logger);
    }

    /// <summary>Bytes of the log whose keys are not in the index yet.</summary>
    internal long BehindBytes => Math.Max(0, _log.MaxOffset - Math.Max(Volatile.Read(ref _position), _log.MinOffset));

    /// <summary>Turns that failed, mostly because the disk refused.</summary>
    internal long Failures => Interlocked.Read(ref _failures) + _loop.Failures;

    /// <summary>What the last checkpoint brought to the disk; before the first one what was noted, or null.</summary>
    internal KeyCatalog? Catalog => Volatile.Read(ref _catalog);

    /// <summary>Store time in ms up to which keys are on the disk itself.</summary>
    internal long SafeTime => Volatile.Read(ref _safeTime);

    /// <summary>Stops the duty; what is not at a checkpoint is indexed again by the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        await _loop.DisposeAsync().ConfigureAwait(false);
        _isClosed = true;
        _progress.Raise();
    }

    /// <summary>Opens the index. When the disk refuses, the duty tries again.</summary>
    internal void Open(IndexOpening opening)
    {
        // Until it is open this is what may be noted of it: nothing better, but nothing behind the log's end.
        _catalog = opening.Noted is { } noted ? noted with { IndexedTo = Math.Min(noted.IndexedTo, opening.LogEnd) } : null;
        _opening = opening;
        Volatile.Write(ref _position, Math.Max(opening.LogStart, _catalog?.IndexedTo ?? 0));
        TryWork(static (self, _) => self.EnsureOpen(), CancellationToken.None);
    }

    internal void Start()
    {
        _lastCheckpoint = _timeProvider.GetTimestamp();
        _loop.Start();
        _loop.Trigger();
    }

    /// <summary>Is told of every append, behind the lock.</summary>
    internal void OnAppended(long logEnd)
    {
        // While the duty works its position is not looked at: it changes all the time then, and the two would slow each other down.
        if (Volatile.Read(ref _isAwake) == 0 && logEnd - Volatile.Read(ref _position) >= WakeBytes
            && Interlocked.Exchange(ref _isAwake, 1) == 0)
        {
            _loop.Trigger();
        }
    }

    /// <summary>Returns when the keys of everything appended before the call are in the index.</summary>
    /// <exception cref="StoreException">The store was closed meanwhile.</exception>
    internal async Task WaitUntilDispatchedAsync(CancellationToken ct)
    {
        var end = _log.MaxOffset;
        for (var isFirst = true; ; isFirst = false)
        {
            // Asked for before the look, so that what happens in between is not missed.
            var progress = _progress.Next;
            if (_isOpen && Volatile.Read(ref _position) >= end)
            {
                return;
            }

            if (_isClosed)
            {
                throw new StoreException("The store was closed before the key index had caught up.");
            }

            if (isFirst)
            {
                _loop.Trigger();
            }

            await progress.WaitAsync(ct).ConfigureAwait(false);
        }
    }

    /// <summary>Catches up, for a while, and writes everything; the duty must be stopped.</summary>
    /// <exception cref="IOException">The disk refused; the next start repairs.</exception>
    internal void Finish()
    {
        EnsureOpen();
        var began = _timeProvider.GetTimestamp();
        while (BehindBytes > 0 && _timeProvider.GetElapsedTime(began) < StopLimit)
        {
            BuildSome(_log.MaxOffset);
        }

        Checkpoint();
    }

    private void Turn(CancellationToken ct)
    {
        EnsureOpen();
        do
        {
            Volatile.Write(ref _isAwake, 1);
            for (var end = _log.MaxOffset; _builder.Position < end;)
            {
                ct.ThrowIfCancellationRequested();
                BuildSome(end);
                CheckpointIfDue();
            }

            CheckpointIfDue();
            Volatile.Write(ref _isAwake, 0);

            // An append that saw the duty awake did not wake it: look once more.
            Interlocked.MemoryBarrier();
        }
        while (BehindBytes >= WakeBytes);
    }

    private void BuildSome(long end)
    {
        _builder.BuildSome(end);
        Volatile.Write(ref _position, _builder.Position);
        _progress.Raise();
    }

    private void CheckpointIfDue()
    {
        if (_timeProvider.GetElapsedTime(_lastCheckpoint) >= CheckpointEvery)
        {
            Checkpoint();
        }
    }

    private void Checkpoint()
    {
        Volatile.Write(ref _catalog, _builder.Checkpoint());
        Volatile.Write(ref _safeTime, _index.Last.Time);
        _lastCheckpoint = _timeProvider.GetTimestamp();
    }

    private void EnsureOpen()
    {
        if (_isOpen)
        {
            return;
        }

        var resume = _index.Open(_opening!);
        _builder.GoOnAt(resume);
        Volatile.Write(ref _catalog, _index.Note(resume.Position));
        Volatile.Write(ref _position, resume.Position);
        Volatile.Write(ref _safeTime, _index.Last.Time);
        _isOpen = true;
        _progress.Raise();
        LogOpened(_index.Files.Length, resume.Position, BehindBytes);
    }

    // An I/O error is said once, and once more when it is over; the next turn tries again.
    private void TryWork(Action<KeyIndexer, CancellationToken> work, CancellationToken ct)
    {
        try
        {
            work(this, ct);
            NoteSuccess();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            NoteFailure(refused);
        }
    }

    private void NoteSuccess()
    {
        if (_isFailing)
        {
            _isFailing = false;
            LogGoesOn(Volatile.Read(ref _position));
        }
    }

    private void NoteFailure(Exception refused)
    {
        Interlocked.Increment(ref _failures);

        // Not to be woken by every append: the interval is often enough for a disk that refuses.
        Volatile.Write(ref _isAwake, 1);
        if (!_isFailing)
        {
            _isFailing = true;
            LogRefused(refused, BehindBytes);
        }
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "The key index is open: {Files} files, up to log offset {Position}, {Behind} bytes behind")]
    private partial void LogOpened(int files, long position, long behind);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "The key index cannot be written; it stays {Behind} bytes behind the log and is tried again")]
    private partial void LogRefused(Exception refused, long behind);

    [LoggerMessage(Level = LogLevel.Information, Message = "The key index goes on from log offset {Position}")]
    private partial void LogGoesOn(long position);
}
