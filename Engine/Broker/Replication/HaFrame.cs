using System.Buffers.Binary;

namespace Engine.Broker.Replication;

/// <summary>
/// The bytes of replication (broker-semantics §12.2). Slave to master: int64, up to where it has everything. Master to slave: int64 log
/// offset, int32 size, then so many bytes of the log; a size of 0 only says that the master is there. Mirrors DefaultHAConnection.
/// </summary>
internal static class HaFrame
{
    public const int ReportBytes = 8;

    public const int HeadBytes = 12;

    /// <summary>Largest piece that a slave takes (READ_MAX_BUFFER_SIZE).</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    public static void WriteHead(Span<byte> target, long offset, int size)
    {
        BinaryPrimitives.WriteInt64BigEndian(target, offset);
        BinaryPrimitives.WriteInt32BigEndian(target[8..], size);
    }

    public static (long Offset, int Size) ReadHead(ReadOnlySpan<byte> head) =>
        (BinaryPrimitives.ReadInt64BigEndian(head), BinaryPrimitives.ReadInt32BigEndian(head[8..]));

    public static void WriteReport(Span<byte> target, long offset) => BinaryPrimitives.WriteInt64BigEndian(target, offset);

    public static long ReadReport(ReadOnlySpan<byte> report) => BinaryPrimitives.ReadInt64BigEndian(report);
}
