namespace Engine.Client.Consuming.Processing;

/// <summary>
/// A pull that waits for room in the cache of its queue (C2): it goes on once, with the room or with the clock, whichever comes first.
/// RocketMQ looks every 50 ms; a fast consumer would stand still in between.
/// </summary>
/// <param name="isRoom">Whether a queue with such a cache has room.</param>
/// <param name="goOn">Puts the pull back.</param>
internal sealed class RoomWait(Predicate<CacheLoad> isRoom, Action goOn)
{
    private int _isOver;

    /// <summary>Ends it at the latest; disposed with its end.</summary>
    public IDisposable? Clock { get; set; }

    public bool IsRoom(CacheLoad load) => isRoom(load);

    public void End()
    {
        if (Interlocked.Exchange(ref _isOver, 1) == 0)
        {
            Clock?.Dispose();
            goOn();
        }
    }
}
