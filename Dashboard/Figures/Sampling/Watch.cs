using System.Collections.Immutable;
using Engine.Admin;

namespace Dashboard.Figures.Sampling;

/// <summary>A watched thing: its newest snapshot and who looks at it. Safe for many threads.</summary>
internal sealed class Watch<T>
    where T : class, ISnapshot<T>
{
    private readonly Lock _lock = new();
    private ImmutableArray<ISnapshotObserver<T>> _observers = [];
    private Sampled<T>? _latest;
    private bool _ended;

    /// <summary>The newest sample; null before the first.</summary>
    internal Sampled<T>? Latest => Volatile.Read(ref _latest);

    internal int Viewers => _observers.Length;

    /// <summary>False when it has ended or has too many viewers.</summary>
    internal bool TryJoin(ISnapshotObserver<T> observer)
    {
        lock (_lock)
        {
            if (_ended || _observers.Length >= SamplingLimits.ViewersPerThing)
                return false;

            _observers = _observers.Add(observer);
        }

        // Observers keep to the order of sequences, so a newer snapshot that comes in between stays the newest.
        if (Latest is { } latest)
            observer.Publish(latest.Snapshot);

        return true;
    }

    /// <summary>True when nobody is left.</summary>
    internal bool Leave(ISnapshotObserver<T> observer)
    {
        lock (_lock)
        {
            _observers = _observers.Remove(observer);
            return _observers.IsEmpty;
        }
    }

    /// <summary>Hands it to all viewers, unless a newer one was already.</summary>
    internal void Publish(Sampled<T> sampled)
    {
        ImmutableArray<ISnapshotObserver<T>> observers;
        lock (_lock)
        {
            if (_ended || _latest?.Snapshot.Sequence >= sampled.Snapshot.Sequence)
                return;

            Volatile.Write(ref _latest, sampled);
            observers = _observers;
        }

        foreach (var observer in observers)
            observer.Publish(sampled.Snapshot);
    }

    /// <summary>The same figures again, marked as old; only the reason when there are none yet.</summary>
    internal void PublishStale(AdminException reason, long sequence)
    {
        if (Latest is { } latest)
        {
            Publish(latest with { Snapshot = latest.Snapshot.AsStale(reason.Message, sequence) });
            return;
        }

        foreach (var observer in _observers)
            observer.Trouble(reason);
    }

    /// <summary>Tells all viewers that no further snapshot comes. The first reason stays.</summary>
    internal void End(Exception? reason)
    {
        ImmutableArray<ISnapshotObserver<T>> observers;
        lock (_lock)
        {
            if (_ended)
                return;

            _ended = true;
            observers = _observers;
        }

        foreach (var observer in observers)
            observer.End(reason);
    }
}
