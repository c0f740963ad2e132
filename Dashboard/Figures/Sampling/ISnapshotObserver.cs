using Engine.Admin;

namespace Dashboard.Figures.Sampling;

/// <summary>Somebody who looks at a watched thing. Calls come from the sampler's thread, in order, and return at once.</summary>
internal interface ISnapshotObserver<in T>
{
    void Publish(T snapshot);

    /// <summary>Nothing is known yet, for this reason; snapshots may still come.</summary>
    void Trouble(AdminException reason);

    /// <summary>No further snapshot comes; the reason is null at an ordinary end.</summary>
    void End(Exception? reason);
}
