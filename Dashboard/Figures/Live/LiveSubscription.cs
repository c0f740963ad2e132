using System.Threading.Channels;
using Dashboard.Figures.Sampling;
using Engine.Admin;

namespace Dashboard.Figures.Live;

/// <summary>
/// One viewer of a watched thing. It keeps the newest unread snapshot only: a slow viewer skips what it missed (counted) and never holds
/// anybody up. The first snapshot is the newest there is. Dispose it when done.
/// </summary>
internal sealed class LiveSubscription<T> : ISnapshotObserver<T>, IAsyncDisposable
    where T : class, ISnapshot<T>
{
    private readonly Lock _lock = new();
    private readonly FiguresInstruments _instruments;
    private readonly Func<LiveSubscription<T>, ValueTask> _leave;
    private readonly Channel<T> _unread;
    private T? _latest;
    private AdminException? _trouble;
    private Action<AdminException>? _onTrouble;
    private long _dropped;
    private bool _left;

    internal LiveSubscription(FiguresInstruments instruments, Func<LiveSubscription<T>, ValueTask> leave)
    {
        (_instruments, _leave) = (instruments, leave);
        _unread = Channel.CreateBounded<T>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest }, OnDropped);
    }

    /// <summary>The newest snapshot, read or not; null before the first.</summary>
    internal T? Latest => Volatile.Read(ref _latest);

    /// <summary>Snapshots that were replaced by a newer one before they were read.</summary>
    internal long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>
    /// Snapshots as they come, newest first where some were missed. Ends when the console stops or this is disposed; a thing that was
    /// deleted ends it with an <see cref="AdminException"/> that says so. For one reader.
    /// </summary>
    internal IAsyncEnumerable<T> ReadAllAsync(CancellationToken cancellationToken) => _unread.Reader.ReadAllAsync(cancellationToken);

    public void Publish(T snapshot)
    {
        lock (_lock)
        {
            if (_latest?.Sequence >= snapshot.Sequence)
                return;

            _trouble = null;
            Volatile.Write(ref _latest, snapshot);
            _unread.Writer.TryWrite(snapshot);
        }
    }

    /// <summary>Called with each reason why there is no snapshot yet, also one that came before; any thread. For one reader.</summary>
    internal void OnTrouble(Action<AdminException> told)
    {
        AdminException? trouble;
        lock (_lock)
        {
            _onTrouble = told;
            trouble = _trouble;
        }

        if (trouble is not null)
            told(trouble);
    }

    public void Trouble(AdminException reason)
    {
        Action<AdminException>? told;
        lock (_lock)
        {
            if (_latest is not null)
                return;

            _trouble = reason;
            told = _onTrouble;
        }

        told?.Invoke(reason);
    }

    public void End(Exception? reason) => _unread.Writer.TryComplete(reason);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _left, true))
            return;

        End(null);
        await _leave(this).ConfigureAwait(false);
    }

    private void OnDropped(T snapshot)
    {
        Interlocked.Increment(ref _dropped);
        _instruments.Dropped();
    }
}
