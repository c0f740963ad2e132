using Engine.Client.Consuming.Processing;
using FsCheck;
using FsCheck.Fluent;

namespace Engine.Tests.Client.Consuming.Processing;

/// <summary>The row of cached messages against a sorted set.</summary>
public sealed class MessageCacheTests
{
    [Fact]
    [Trait("Behaviour", "D1")]
    public void AnyUse_SaysWhatASortedSetSays()
    {
        var steps = Gen.Choose(0, 9).SelectMany(kind => Gen.Choose(0, 40).Select(offset => (kind, offset))).ListOf(200).ToArbitrary();
        Prop.ForAll(steps, script =>
        {
            var (cache, model, cursor) = (new MessageCache(), new SortedDictionary<long, int>(), 0L);
            foreach (var (kind, offset) in script)
            {
                cursor = Step(cache, model, cursor, kind, offset);
                Compare(cache, model, cursor);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Remove_LongQueueFromTheFront_KeepsWhatIsLeft()
    {
        var cache = new MessageCache();
        for (var offset = 0; offset < 10_000; offset++)
            cache.Add(Records.Message(offset));

        for (var offset = 0; offset < 9_990; offset++)
        {
            cache.Remove(offset);
            cache.Next.ShouldBe(offset + 1);
        }

        cache.Load.ShouldBe(new CacheLoad(10, 40, 9));
        cache.Waiting.ShouldBe(Enumerable.Range(9_990, 10).Select(offset => (long)offset));
    }

    private static long Step(MessageCache cache, SortedDictionary<long, int> model, long cursor, int kind, int offset)
    {
        switch (kind)
        {
            case < 4:
                cache.Add(Records.Message(offset, offset));
                model.TryAdd(offset, offset);
                return cursor;
            case < 7:
                cache.Remove(offset);
                model.Remove(offset);
                return cursor;
            case 7:
                var expected = model.Keys.Where(key => key >= cursor).Take(3).ToArray();
                cache.Take(3).Select(message => message.QueueOffset).ShouldBe(expected);
                return expected.Length > 0 ? expected[^1] + 1 : cursor;
            case 8:
                cache.PutBackFrom(offset);
                return offset;
            default:
                cache.Replace(Records.Message(offset, offset));
                return cursor;
        }
    }

    private static void Compare(MessageCache cache, SortedDictionary<long, int> model, long cursor)
    {
        var span = model.Count == 0 ? 0 : model.Keys.Last() - model.Keys.First();
        cache.Load.ShouldBe(new CacheLoad(model.Count, model.Values.Sum(), span));
        cache.IsEmpty.ShouldBe(model.Count == 0);
        cache.HasNext.ShouldBe(model.Keys.Any(offset => offset >= cursor));
        cache.First?.QueueOffset.ShouldBe(model.Keys.First());
        cache.Waiting.ShouldBe(model.Keys.Where(offset => offset >= cursor));
        cache.Taken.ShouldBe(model.Keys.Where(offset => offset < cursor));
        if (model.Count > 0)
            cache.Next.ShouldBe(model.Keys.First());
    }
}
