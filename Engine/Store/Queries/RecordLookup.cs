using System.Buffers.Binary;
using Engine.Protocol.Messages;
using Engine.Store.Log;

namespace Engine.Store.Queries;

/// <summary>
/// Finds a record by its place in the log. Any offset may be asked for, so nothing there is believed before it is checked.
/// </summary>
internal static class RecordLookup
{
    internal static ReadOnlyMemory<byte>? Read(CommitLog log, long offset)
    {
        Span<byte> head = stackalloc byte[MessageRecordFormat.BornHostAt];
        if (offset < log.MinOffset || !log.TryRead(offset, head)
            || BinaryPrimitives.ReadInt64BigEndian(head[MessageRecordFormat.PhysicalOffsetAt..]) != offset)
        {
            return null;
        }

        var size = BinaryPrimitives.ReadInt32BigEndian(head);
        if (size < MessageRecordFormat.SmallestBytes || size > log.LargestAppend || offset + size > log.MaxOffset)
        {
            return null;
        }

        var record = GC.AllocateUninitializedArray<byte>(size);
        return log.TryRead(offset, record) && MessageRecordReader.TryRead(record, checkBody: false, out _) == RecordReadStatus.Ok
            ? record
            : null;
    }
}
