namespace Engine.Store;

/// <summary>Is told of every readable message: after the store's lock is released, in order per queue, by one thread at a time.</summary>
internal interface IMessageArrivals
{
    /// <summary>Must return quickly and must not append to the store.</summary>
    void OnArrival(in MessageArrival arrival);
}
