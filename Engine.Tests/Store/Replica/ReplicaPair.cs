using Engine.Store;
using Engine.Store.Replica;

namespace Engine.Tests.Store.Replica;

/// <summary>A store and one that follows its log, with no network between them.</summary>
internal sealed class ReplicaPair : IAsyncDisposable
{
    private ReplicaPair(StoreHarness master, StoreHarness slave)
    {
        Master = master;
        Slave = slave;
    }

    internal StoreHarness Master { get; }

    internal StoreHarness Slave { get; }

    internal ReplicaLog Log => Slave.Store.Replica!;

    internal static async Task<ReplicaPair> StartAsync(
        long logFileBytes = 16 * 1024, long? slaveFileBytes = null, IMessageArrivals? arrivals = null) => new(
            await StoreHarness.StartAsync(logFileBytes),
            await StoreHarness.StartAsync(
                slaveFileBytes ?? logFileBytes, arrivals: arrivals, change: options => options with { IsReplica = true }));

    /// <summary>The master's log from a place on, as it lies in its files.</summary>
    internal byte[] ReadMaster(long from)
    {
        var bytes = new List<byte>();
        var piece = new byte[32 * 1024];
        while (Master.Store.ReadLog(from + bytes.Count, piece) is > 0 and var count)
            bytes.AddRange(piece.AsSpan(0, count));

        return [.. bytes];
    }

    /// <summary>Brings over what the slave has not, in pieces of a size.</summary>
    internal void Follow(int pieceBytes = 32 * 1024)
    {
        Log.Begin();
        var at = Log.IsEmpty ? Master.Store.MinPhysicalOffset : Log.Position;
        var piece = new byte[pieceBytes];
        while (Master.Store.ReadLog(at, piece) is > 0 and var count)
        {
            Log.Append(at, piece.AsSpan(0, count));
            at += count;
        }
    }

    /// <summary>Both logs and all queues are the same.</summary>
    internal void ShouldBeAlike()
    {
        Slave.Store.MaxPhysicalOffset.ShouldBe(Master.Store.MaxPhysicalOffset);
        Slave.Store.Queues.Order().ShouldBe(Master.Store.Queues.Order());
        foreach (var (topic, queueId) in Master.Store.Queues)
        {
            Slave.Store.GetBounds(topic, queueId).ShouldBe(Master.Store.GetBounds(topic, queueId), $"{topic} Q{queueId}");
            Slave.ReadAll(topic, queueId).ShouldBe(Master.ReadAll(topic, queueId), $"{topic} Q{queueId}");
        }

        var from = Math.Max(Master.Store.MinPhysicalOffset, Slave.Store.MinPhysicalOffset);
        var bytes = new byte[(int)(Master.Store.MaxPhysicalOffset - from)];
        ReadAll(Slave.Store, from, bytes);
        bytes.SequenceEqual(ReadMaster(from)).ShouldBeTrue("the logs differ");
    }

    public async ValueTask DisposeAsync()
    {
        await Master.DisposeAsync();
        await Slave.DisposeAsync();
    }

    private static void ReadAll(MessageStore store, long from, Span<byte> target)
    {
        var read = 0;
        while (store.ReadLog(from + read, target[read..]) is > 0 and var count)
            read += count;

        read.ShouldBe(target.Length);
    }
}
