using Engine.Protocol.Messages;
using Engine.Store.Files;
using Engine.Store.Integrity;
using Engine.Store.Log;
using Engine.Store.Queries;
using Engine.Store.Queues;
using Engine.Tests.Persistence;
using Engine.Tests.Time;
using FsCheck;
using FsCheck.Fluent;

namespace Engine.Tests.Store;

/// <summary>The offset of a time against a plain search, for any row of store times.</summary>
public sealed class OffsetByTimeLawsTests
{
    private const int Filler = -1;

    // Few different times, so that many are equal.
    private static readonly Arbitrary<int[]> RisingTimes =
        Gen.Choose(1, 30).ArrayOf().Select(times => times.Order().ToArray()).ToArbitrary();

    [Fact]
    public void FirstAtOrAfter_RisingTimes_IsTheFirstOrTheEnd() => Prop.ForAll(RisingTimes, times =>
    {
        using var bench = new Bench(times);
        for (var asked = 0; asked <= 32; asked++)
        {
            var first = Array.FindIndex(times, time => time >= asked);
            bench.Search(asked).ShouldBe(first < 0 ? times.Length : first, $"time {asked}");
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void FirstAtOrAfter_OldMessagesGone_IsNeverBeforeTheMinimum() => Prop.ForAll(
        RisingTimes, Gen.Choose(0, 30).ToArbitrary(), (times, gone) =>
        {
            using var bench = new Bench(times);
            var min = Math.Min(gone, times.Length);
            bench.DropBefore(min);
            for (var asked = 0; asked <= 32; asked++)
            {
                var first = Array.FindIndex(times, min, time => time >= asked);
                bench.Search(asked).ShouldBe(first < 0 ? times.Length : first, $"time {asked}");
            }
        }).QuickCheckThrowOnFailure();

    // Clocks that were set back, and logs of others, with fillers in between: there is no one first message, but the one found is late
    // enough, the one before it is not, and a time before or behind all has RocketMQ's answer.
    [Fact]
    public void FirstAtOrAfter_TimesInAnyOrder_IsWhereTheyPassTheTime()
    {
        var rows = Gen.Frequency((6, Gen.Choose(1, 30)), (1, Gen.Constant(Filler))).ArrayOf();

        Prop.ForAll(rows.ToArbitrary(), times =>
        {
            using var bench = new Bench(times);
            var known = times.Where(time => time != Filler).ToArray();
            for (var asked = 0; asked <= 32; asked++)
            {
                var found = (int)bench.Search(asked);
                found.ShouldBeInRange(0, times.Length);
                (found == times.Length || times[found] >= asked).ShouldBeTrue($"time {asked}, offset {found}");
                times.Take(found).LastOrDefault(time => time != Filler, Filler).ShouldBeLessThan(asked, $"time {asked}, offset {found}");
                if (known.All(time => time < asked))
                {
                    found.ShouldBe(times.Length);
                }
                else if (known.All(time => time >= asked))
                {
                    found.ShouldBe(Array.FindIndex(times, time => time != Filler));
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    private sealed class Bench : IDisposable
    {
        private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();
        private readonly CommitLog _log;
        private readonly ConsumeQueue _queue;

        internal Bench(int[] times)
        {
            var damage = new DamageLog(new FakeTimeProvider(), new StoreLog());
            _log = new CommitLog(new SegmentFiles(_folder.File("commitlog"), 1000), recentBytes: 256, damage);
            _queue = new ConsumeQueue(new QueueKey("T", 0), new SegmentFiles(_folder.File("queue"), 100));
            foreach (var time in times)
            {
                _queue.EnsureRoom(1);
                _queue.Add(time == Filler ? ConsumeQueueEntry.Filler : Write(time));
            }
        }

        public void Dispose()
        {
            _queue.Dispose();
            _log.Dispose();
            _folder.Dispose();
        }

        internal long Search(long time) => new StoreTimes(_log).FirstAtOrAfter(_queue, time);

        internal void DropBefore(long index) => _queue.UpdateMin(_queue.Find(index)?.PhysicalOffset ?? _log.MaxOffset);

        private ConsumeQueueEntry Write(int time)
        {
            var bytes = new byte[MessageRecordWriter.SizeOf(1, 0, 0, default, default)];
            var at = _log.Reserve_NeedsLock(bytes.Length);
            MessageRecordWriter.Write(
                bytes, new MessageRecord { PhysicalOffset = at, QueueOffset = _queue.Max, StoreTimestamp = time, Topic = "T"u8 });
            _log.Write_NeedsLock(bytes);
            return new ConsumeQueueEntry(at, bytes.Length, 0);
        }
    }
}
