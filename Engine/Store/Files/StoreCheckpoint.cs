using System.Buffers.Binary;
using Engine.Persistence;

namespace Engine.Store.Files;

/// <summary>
/// The checkpoint file: store times up to which log, consume queues and key index are on the disk. Mirrors <c>StoreCheckpoint</c>.
/// The 24 bytes lie in one sector, so a crash leaves the old or the new ones.
/// </summary>
internal sealed class StoreCheckpoint
{
    private const int FileBytes = 4096;
    private const int UsedBytes = 24;

    /// <summary>RocketMQ's own margin between the checkpoint and what is believed.</summary>
    internal const long MarginMs = 3000;

    private readonly string _path;

    internal StoreCheckpoint(string path) => _path = path;

    /// <summary>Store time in ms up to which log and queues were on the disk when it was written; 0 when unknown.</summary>
    internal long ReadTime()
    {
        if (!File.Exists(_path))
        {
            return 0;
        }

        Span<byte> bytes = stackalloc byte[UsedBytes];
        using var file = File.OpenHandle(_path);
        if (RandomAccess.Read(file, bytes, 0) < UsedBytes)
        {
            return 0;
        }

        var log = BinaryPrimitives.ReadInt64BigEndian(bytes);
        var queues = BinaryPrimitives.ReadInt64BigEndian(bytes[8..]);
        return Math.Max(0, Math.Min(log, queues));
    }

    /// <summary>Records store times in ms.</summary>
    internal void Write(long logTime, long queuesTime, long indexTime)
    {
        using var file = File.OpenHandle(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        if (RandomAccess.GetLength(file) < FileBytes)
        {
            RandomAccess.SetLength(file, FileBytes);
        }

        Span<byte> bytes = stackalloc byte[UsedBytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, logTime);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], queuesTime);
        BinaryPrimitives.WriteInt64BigEndian(bytes[16..], indexTime);
        RandomAccess.Write(file, bytes, 0);
        FileFlush.ToDisk(file, _path);
    }
}
