namespace Engine.Client.Consuming.Pulling;

/// <summary>What becomes of a pull request after its turn (C1): put back at once, later, or forgotten with its queue.</summary>
/// <param name="Delay">Time until it is put back; null = never.</param>
/// <param name="IsRoomWait">Whether it is put back earlier when the cache has room.</param>
internal readonly record struct PutBack(TimeSpan? Delay, bool IsRoomWait = false)
{
    public static readonly PutBack Forget = new(null);
    public static readonly PutBack AtOnce = new(TimeSpan.Zero);
    public static readonly PutBack WhenCacheIsFull = new(TimeSpan.FromMilliseconds(50), IsRoomWait: true);
    public static readonly PutBack WhenSuspended = new(TimeSpan.FromSeconds(1));
    public static readonly PutBack AfterException = new(TimeSpan.FromSeconds(1));
    public static readonly PutBack AfterBrokerFlowControl = new(TimeSpan.FromMilliseconds(20));
}
