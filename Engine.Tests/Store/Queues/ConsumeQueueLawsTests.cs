using Engine.Store.Files;
using Engine.Store.Queues;
using Engine.Tests.Persistence;
using FsCheck;
using FsCheck.Fluent;

namespace Engine.Tests.Store.Queues;

/// <summary>A consume queue of small files against a list, through any row of steps.</summary>
public sealed class ConsumeQueueLawsTests
{
    private const int EntriesPerFile = 5;

    [Fact]
    public void AnySteps_QueueAndList_SayTheSame() => Prop.ForAll<byte[]>(steps =>
    {
        using var folder = TemporaryFolder.InMemory();
        using var bench = new Bench(folder);
        for (var i = 0; i + 1 < (steps ?? []).Length; i += 2)
        {
            bench.Step(steps![i] % 8, steps[i + 1]);
            bench.Check(steps[i + 1]);
        }
    }).QuickCheckThrowOnFailure();

    private sealed class Bench(TemporaryFolder folder) : IDisposable
    {
        // By index.
        private readonly SortedDictionary<long, ConsumeQueueEntry> _model = [];
        private ConsumeQueue _queue = Make(folder);
        private long _max;
        private long _min;
        private long _logEnd;
        private long _logMin;

        public void Dispose() => _queue.Dispose();

        internal void Step(int kind, int number)
        {
            switch (kind)
            {
                case 0 or 1 or 2:
                    Append((number % 12) + 1, number);
                    break;
                case 3:
                    CutTo(Math.Max(_queue.First, _max - (number % 9)));
                    break;
                case 4:
                    CutFromPhysical(Math.Max(_logMin, _logEnd - (number * 10)));
                    break;
                case 5:
                    DropBelow(_logMin + ((_logEnd - _logMin) * (number % 8) / 8));
                    break;
                case 6:
                    _queue.WriteOut();
                    break;
                default:
                    Reopen(likelyEnd: number % 3 == 0 ? _max : number);
                    break;
            }
        }

        internal void Check(int number)
        {
            _queue.Bounds.ShouldBe(new Engine.Store.QueueBounds(_min, _max));
            _queue.First.ShouldBeLessThanOrEqualTo(_min);
            for (var index = _queue.First; index < _max; index++)
            {
                _queue.Find(index).ShouldBe(_model[index], $"index {index}");
            }

            _queue.Find(_max).ShouldBeNull();
            _queue.Find(-1).ShouldBeNull();
            CheckRead(_min + (number % 11), (number % 17) + 1);
        }

        private static ConsumeQueue Make(TemporaryFolder folder) => new(
            new QueueKey("T", 0), new SegmentFiles(folder.File("queue"), EntriesPerFile * ConsumeQueueEntry.Bytes));

        // What a read gives is a piece from its beginning: all of it, unless it runs from the files into memory.
        private void CheckRead(long index, int asked)
        {
            var bytes = new byte[asked * ConsumeQueueEntry.Bytes];
            var count = _queue.Read(index, bytes);
            count.ShouldBeInRange(index < _max ? 1 : 0, (int)Math.Clamp(_max - index, 0, asked));
            for (var i = 0; i < count; i++)
            {
                ConsumeQueueEntry.Read(bytes.AsSpan(i * ConsumeQueueEntry.Bytes)).ShouldBe(_model[index + i]);
            }
        }

        private void Append(int count, int number)
        {
            _queue.EnsureRoom(count);
            for (var i = 0; i < count; i++)
            {
                var entry = new ConsumeQueueEntry(_logEnd, 91 + number, number % 3 == 0 ? 0 : -number);
                _queue.Add(entry);
                _model[_max++] = entry;
                _logEnd = entry.End + (number % 5);
            }
        }

        private void CutTo(long max)
        {
            _queue.CutTo(max);
            Cut(max);
        }

        private void CutFromPhysical(long physicalOffset)
        {
            var end = Math.Min(_queue.First, _max);
            foreach (var (index, entry) in _model.Where(pair => pair.Key >= end))
            {
                end = entry.PhysicalOffset < physicalOffset ? index + 1 : end;
            }

            _queue.CutFromPhysical(physicalOffset);
            Cut(end);
        }

        private void Cut(long max)
        {
            _max = Math.Min(_max, max);
            _min = Math.Min(_min, _max);
            foreach (var index in _model.Keys.Where(index => index >= _max).ToList())
            {
                _model.Remove(index);
            }
        }

        private void DropBelow(long logMin)
        {
            _logMin = logMin;
            var before = _queue.First;
            _queue.DropBelow(logMin);
            _min = FirstFrom(_min);

            // Only whole files go, and the last one stays.
            _queue.First.ShouldBeInRange(before, Math.Max(before, _min));
        }

        private void Reopen(long likelyEnd)
        {
            _queue.WriteOut();
            var first = _queue.First;
            _queue.Dispose();
            _queue = Make(folder);
            _queue.Open(likelyEnd).ShouldBeNull();
            _queue.First.ShouldBe(first);
            _min = Math.Min(first, _max);
            _queue.Min.ShouldBe(_min);

            // As a start does.
            _queue.UpdateMin(_logMin);
            _min = FirstFrom(_min);
        }

        private long FirstFrom(long index)
        {
            while (index < _max && _model[index].PhysicalOffset < _logMin)
            {
                index++;
            }

            return index;
        }
    }
}
