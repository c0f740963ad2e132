using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Engine.Store.Log;
using Engine.Store.Queues;

namespace Engine.Tests.Store;

/// <summary>
/// What is kept in memory is copied without a lock while the writer goes on: a copy that was overtaken must not be given out. The reader
/// takes the oldest there is, which the writer overwrites next, and so much of it that it is overtaken again and again.
/// </summary>
public sealed class TornCopyTests
{
    private const int Entries = 50_000;
    private const int RingBytes = 1024 * 1024;

    // How far the oldest bytes are from being overwritten when a copy begins.
    private const int Lead = 16 * 1024;
    private const int Copies = 3000;

    [Fact]
    public async Task RecentBytes_OvertakenWhileCopying_RefusesTheCopy()
    {
        // Every eight bytes are their own offset.
        var recent = new RecentBytes(RingBytes);
        var piece = new long[64];
        var copy = new long[RingBytes / 2 / sizeof(long)];
        var end = 0L;

        await WhileWritingAsync(
            () =>
            {
                for (var i = 0; i < piece.Length; i++)
                {
                    piece[i] = end + (i * sizeof(long));
                }

                recent.Append(end, MemoryMarshal.AsBytes(piece.AsSpan()));
                Volatile.Write(ref end, end + (piece.Length * sizeof(long)));
            },
            () =>
            {
                var offset = Math.Max(0, Volatile.Read(ref end) - RingBytes + Lead);
                if (recent.TryRead(offset, MemoryMarshal.AsBytes(copy.AsSpan())))
                {
                    FindOther(copy.Length, i => copy[i] == offset + (i * sizeof(long))).ShouldBeNull($"a copy from offset {offset} on");
                }
            });
    }

    [Fact]
    public async Task QueueTail_TurnedWhileCopying_RefusesTheCopy()
    {
        // Every entry points at its own index.
        var tail = new QueueTail(0, Entries);
        var copy = new byte[Entries * ConsumeQueueEntry.Bytes];
        var max = 0L;

        await WhileWritingAsync(
            () =>
            {
                if (max - tail.Start == Entries)
                {
                    tail.TurnTo(max);
                }

                tail.Write(max, new ConsumeQueueEntry(max, 91, 0));
                Volatile.Write(ref max, max + 1);
            },
            () =>
            {
                var index = tail.Start;
                var count = (int)Math.Clamp(Volatile.Read(ref max) - index, 0, Entries);
                if (tail.TryRead(index, copy.AsSpan(0, count * ConsumeQueueEntry.Bytes)))
                {
                    FindOther(count, i => OffsetAt(copy, i) == index + i).ShouldBeNull($"{count} entries from index {index} on");
                }
            });
    }

    private static long OffsetAt(byte[] entries, int i) => BinaryPrimitives.ReadInt64BigEndian(entries.AsSpan(i * ConsumeQueueEntry.Bytes));

    private static int? FindOther(int count, Func<int, bool> isRight)
    {
        for (var i = 0; i < count; i++)
        {
            if (!isRight(i))
            {
                return i;
            }
        }

        return null;
    }

    // The writer is a thread of its own that never waits, so that it runs beside the copies wherever there is a second core.
    private static async Task WhileWritingAsync(Action write, Action copy)
    {
        var isDone = false;
        var writer = Task.Factory.StartNew(
            () =>
            {
                while (!Volatile.Read(ref isDone))
                {
                    write();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            for (var i = 0; i < Copies; i++)
            {
                copy();
            }
        }
        finally
        {
            Volatile.Write(ref isDone, true);
            await writer;
        }
    }
}
