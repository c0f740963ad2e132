using System.Buffers.Binary;
using Engine.Protocol.Messages;
using Engine.Store.Integrity;
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
        if (offset < log.MinOffset || !log.TryReadOrReport(offset, head, out _) || !RecordCheck.IsHeadOf(head, offset))
        {
            return null;
        }

        var size = BinaryPrimitives.ReadInt32BigEndian(head);
        if (size < MessageRecordFormat.SmallestBytes || size > log.LargestAppend || offset + size > log.MaxOffset)
        {
            log.ReportDamage(offset, head.Length, $"a record of {size} bytes");
            return null;
        }

        var record = GC.AllocateUninitializedArray<byte>(size);
        if (!log.TryReadOrReport(offset, record, out _))
        {
            return null;
        }

        if (RecordCheck.FindFault(record, offset, out _) is { } fault)
        {
            log.ReportDamage(offset, size, fault);
            return null;
        }

        return record;
    }
}
