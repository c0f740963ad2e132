namespace Engine.Client.Consuming.Offsets;

/// <summary>
/// A queue's offset that another request carries to its broker, and the turn to do so: no report of the queue leaves until it is disposed,
/// which is when the request has been handed over.
/// </summary>
internal readonly struct CarriedCommit(long offset, SemaphoreSlim turn) : IDisposable
{
    /// <summary>Carries nothing: there is no offset, it is kept elsewhere, or a report of it is under way.</summary>
    public static CarriedCommit None => default;

    /// <summary>Null when nothing is carried.</summary>
    public long? Offset => turn is null ? null : offset;

    public void Dispose() => turn?.Release();
}
