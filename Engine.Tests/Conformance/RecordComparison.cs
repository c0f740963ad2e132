using Engine.Protocol.Messages;

namespace Engine.Tests.Conformance;

/// <summary>
/// Compares stored records. Store time, the client's port and the order of properties may differ: RocketMQ keeps properties in a hash
/// map. Pure.
/// </summary>
internal static class RecordComparison
{
    internal static IEnumerable<string> Compare(byte[] recorded, byte[] written)
    {
        var (wanted, got) = (MessageRecordReader.ReadAll(recorded), MessageRecordReader.ReadAll(written));
        if (wanted.Count != got.Count)
            return [$"{wanted.Count} records were recorded, {got.Count} are answered"];

        return recorded.Length != written.Length && wanted.Zip(got).All(pair => !Differences(pair.First, pair.Second).Any())
            ? [$"records of {recorded.Length} bytes were recorded, {written.Length} are answered"]
            : wanted.Zip(got).SelectMany(pair => Differences(pair.First, pair.Second));
    }

    private static IEnumerable<string> Differences(MessageExt wanted, MessageExt got) =>
        Fields(wanted).Zip(Fields(got))
            .Where(pair => pair.First != pair.Second)
            .Select(pair => $"record at {wanted.PhysicalOffset}: {pair.First} was recorded, {pair.Second} is answered");

    private static IEnumerable<string> Fields(MessageExt message) =>
    [
        $"topic {message.Topic}",
        $"queue {message.QueueId}",
        $"queue offset {message.QueueOffset}",
        $"physical offset {message.PhysicalOffset}",
        $"flag {message.Flag}",
        $"system flag {message.SysFlag}",
        $"born at {message.BornTimestamp}",
        $"born on {message.BornHost.Address}",
        $"stored on {message.StoreHost}",
        $"reconsumed {message.ReconsumeTimes}",
        $"prepared at {message.PreparedTransactionOffset}",
        $"body {Convert.ToHexString(message.Body.Span)}",
        .. message.Properties.OrderBy(property => property.Key, StringComparer.Ordinal)
            .Select(property => $"property {property.Key}={property.Value}"),
    ];
}
