using System.Buffers.Binary;
using System.Globalization;
using Engine.Protocol.Messages;
using Engine.Store;

namespace Engine.Benchmarks.Crashing;

/// <summary>The content of the load's messages. Pure.</summary>
internal static class LoadMessage
{
    internal const long BornTimestamp = 1_700_000_000_000;

    private const int SmallBytes = 250;
    private const int LargeBytes = 12 * 1024;

    internal static StoreMessage Single(LoadCall call, LoadId id) =>
        Template(call) with { Properties = PropertiesOf(id), Body = BodyOf(id) };

    internal static StoreMessage Template(LoadCall call) => new()
    {
        Topic = call.Topic,
        QueueId = call.QueueId,
        BornHost = HostAddress.Parse("10.0.0.1:50000"),
        BornTimestamp = BornTimestamp,
    };

    internal static byte[] Batch(LoadCall call, LoadId first) => BatchBodyWriter.Encode(
        Enumerable.Range(0, call.Messages)
            .Select(index => first with { Index = index })
            .Select(id => (new Message { Topic = call.Topic, Body = BodyOf(id) }, PropertiesOf(id))));

    internal static string TagOf(LoadId id) => string.Create(CultureInfo.InvariantCulture, $"tag-{id.Mixed % 16}");

    internal static string PropertiesOf(LoadId id) =>
        $"{MessageProperties.UniqueKey}{PropertyString.NameValueSeparator}{id.Key}{PropertyString.PropertySeparator}"
        + $"{MessageProperties.Tags}{PropertyString.NameValueSeparator}{TagOf(id)}";

    /// <summary>Mostly short, now and then some pages long.</summary>
    internal static byte[] BodyOf(LoadId id)
    {
        var chance = id.Mixed;
        var body = new byte[1 + (int)(chance % SmallBytes) + (chance % 251 == 0 ? LargeBytes : 0)];
        var rest = body.AsSpan();
        for (; rest.Length >= sizeof(ulong); rest = rest[sizeof(ulong)..])
            BinaryPrimitives.WriteUInt64LittleEndian(rest, chance = LoadId.Mix(chance));

        rest.Fill((byte)chance);
        return body;
    }

    /// <summary>Whose record this is, and what in it is not as it was sent; null when all is.</summary>
    internal static string? FindFault(in MessageRecord record, out LoadId id)
    {
        if (!PropertyString.Parse(record.Properties).TryGetValue(MessageProperties.UniqueKey, out var key) || !LoadId.TryParse(key, out id))
        {
            id = default;
            return "is none of the load's messages";
        }

        var call = LoadCall.Of(id.Process, id.Sender, id.Call);
        return System.Text.Encoding.UTF8.GetString(record.Topic) != call.Topic || record.QueueId != call.QueueId ? "lies in another queue"
            : id.Index >= call.Messages ? "has a place that its batch did not have"
            : !record.Body.SequenceEqual(BodyOf(id)) ? "has another body"
            : System.Text.Encoding.UTF8.GetString(record.Properties) != PropertiesOf(id) ? "has other properties"
            : record.BornTimestamp != BornTimestamp ? "has another born time"
            : null;
    }
}
