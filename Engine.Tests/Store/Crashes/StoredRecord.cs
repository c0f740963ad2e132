using Engine.Protocol.Messages;
using Engine.Store.Log;

namespace Engine.Tests.Store.Crashes;

/// <summary>A record as it was stored, and what queues and key index must say of it.</summary>
/// <param name="Offset">Where it is in the log.</param>
/// <param name="Bytes">All of it.</param>
/// <param name="Topic">Its topic.</param>
/// <param name="QueueId">Its queue.</param>
/// <param name="QueueOffset">Its place there.</param>
/// <param name="TagsCode">What its queue entry says of the tag.</param>
/// <param name="Keys">The keys it is found by.</param>
internal sealed record StoredRecord(
    long Offset, byte[] Bytes, string Topic, int QueueId, long QueueOffset, long TagsCode, string[] Keys)
{
    internal long End => Offset + Bytes.Length;

    internal static StoredRecord Of(ReadOnlyMemory<byte> bytes)
    {
        MessageRecordReader.TryRead(bytes.Span, checkBody: true, out var record).ShouldBe(RecordReadStatus.Ok);
        MessageRecordReader.TryReadMessage(bytes, out var message).ShouldBeTrue();
        return new StoredRecord(
            message!.PhysicalOffset,
            bytes.ToArray(),
            message.Topic,
            message.QueueId,
            message.QueueOffset,
            DispatchRules.TagsCode(record.Properties),
            message.Keys?.Split(' ') ?? []);
    }
}
