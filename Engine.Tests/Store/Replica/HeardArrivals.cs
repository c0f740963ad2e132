using System.Collections.Concurrent;
using Engine.Store;

namespace Engine.Tests.Store.Replica;

/// <summary>Keeps what a store told of.</summary>
internal sealed class HeardArrivals : IMessageArrivals
{
    private readonly ConcurrentQueue<MessageArrival> _all = new();

    internal IReadOnlyList<MessageArrival> All => [.. _all];

    public void OnArrival(in MessageArrival arrival) => _all.Enqueue(arrival);
}
