using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Benchmarks.Storing;

/// <summary>An endless row of batches whose messages all have an id of their own, over some queues in turn. One sender each.</summary>
internal sealed class UniqueBatches
{
    private readonly byte[] _body;
    private readonly int _itemBytes;
    private readonly StoreMessage[] _byQueue;
    private int _turn;

    internal UniqueBatches(int series, int messages, int bodyBytes, params IEnumerable<int> queues)
    {
        Messages = messages;
        var one = new Message { Topic = UniqueMessages.Topic, Body = UniqueMessages.BodyOf(bodyBytes) };
        var items = Enumerable.Range(series * messages, messages);
        _body = BatchBodyWriter.Encode(items.Select(item => (one, UniqueMessages.PropertiesOf(item))));
        _itemBytes = _body.Length / messages;
        _byQueue = [.. queues.Select(queue => UniqueMessages.Message(queue, ""))];
    }

    internal int Messages { get; }

    /// <summary>The next one; it is over with the next call.</summary>
    internal (StoreMessage Template, ReadOnlyMemory<byte> Body) Next()
    {
        for (var end = _itemBytes; end <= _body.Length; end += _itemBytes)
            HexCounter.Advance(_body.AsSpan(end - UniqueMessages.CounterDigits, UniqueMessages.CounterDigits));

        _turn = _turn + 1 < _byQueue.Length ? _turn + 1 : 0;
        return (_byQueue[_turn], _body);
    }
}
