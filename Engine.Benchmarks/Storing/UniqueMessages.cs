using System.Runtime.InteropServices;
using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Benchmarks.Storing;

/// <summary>
/// An endless row of messages, each with an id of its own, over some queues in turn. The id is counted up inside one string that nobody
/// else holds: a new string for each would be measured along with the store. One sender each.
/// </summary>
internal sealed class UniqueMessages
{
    internal const string Topic = "bench";
    internal const int CounterDigits = 16;

    private readonly string _properties;
    private readonly StoreMessage[] _byQueue;
    private int _turn;

    /// <param name="series">Tells apart the ids of several senders.</param>
    /// <param name="bodyBytes">Length of every body.</param>
    /// <param name="queues">The queues to go round.</param>
    internal UniqueMessages(int series, int bodyBytes, params IEnumerable<int> queues)
    {
        _properties = new string(PropertiesOf(series));
        _byQueue = [.. queues.Select(queue => Message(queue, _properties) with { Body = BodyOf(bodyBytes) })];
    }

    /// <summary>The next one; it is over with the next call.</summary>
    internal StoreMessage Next()
    {
        var text = _properties.AsSpan();
        var ownText = MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(text), text.Length);
        HexCounter.Advance(ownText[^CounterDigits..]);
        _turn = _turn + 1 < _byQueue.Length ? _turn + 1 : 0;
        return _byQueue[_turn];
    }

    internal static StoreMessage Message(int queue, string properties) => new()
    {
        Topic = Topic,
        QueueId = queue,
        Properties = properties,
        BornHost = HostAddress.Parse("10.0.0.1:50000"),
        BornTimestamp = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(),
    };

    /// <summary>An id of 32 digits, as a producer gives it, the last half of them still zero.</summary>
    internal static string PropertiesOf(int series) =>
        $"{MessageProperties.UniqueKey}{PropertyString.NameValueSeparator}{series:X16}{0:X16}";

    internal static byte[] BodyOf(int bytes)
    {
        var body = new byte[bytes];
        new Random(bytes).NextBytes(body);
        return body;
    }
}
