using Engine.Client.Consuming.Processing;
using Engine.Protocol;
using Engine.Protocol.Messages;
using Engine.Tests.Time;
using FsCheck;
using FsCheck.Fluent;

namespace Engine.Tests.Client.Consuming.Processing;

public sealed class ProcessQueueTests
{
    private static readonly MessageQueue Queue = new("TopicA", "broker-a", 0);

    private readonly ProcessQueue _queue = new(new FakeTimeProvider());
    private readonly RecordingOffsetStore _offsets = new();

    [Fact]
    [Trait("Behaviour", "D1")]
    public void Put_Twice_CountsOnce()
    {
        _queue.Put(Records.Messages(5, 6, 7), brokerMaxOffset: 20);
        _queue.Put(Records.Messages(6, 7, 8), brokerMaxOffset: 20);

        _queue.Load.ShouldBe(new CacheLoad(Messages: 4, Bytes: 16, Span: 3));
    }

    [Fact]
    [Trait("Behaviour", "D1")]
    public void Put_MoreAtTheBroker_TellsHowMany()
    {
        _queue.Put(Records.Messages(5, 6, 7), brokerMaxOffset: 20);

        _queue.Accumulated.ShouldBe(13);
    }

    [Fact]
    [Trait("Behaviour", "D1")]
    public void Remove_SomeMessages_GivesTheirBytesBack()
    {
        _queue.Put([Records.Message(1, 100), Records.Message(2, 10), Records.Message(9, 1)], 10);

        _queue.Remove(Records.Messages(1));

        _queue.Load.ShouldBe(new CacheLoad(2, 11, 7));
    }

    [Fact]
    [Trait("Behaviour", "D5")]
    public void Remove_OutOfOrder_NeverPassesAnUnfinishedMessage()
    {
        _queue.Put(Records.Messages(5, 6, 7), 8);

        _queue.Remove(Records.Messages(6)).ShouldBe(5);
        _queue.Remove(Records.Messages(5)).ShouldBe(7);
        _queue.Remove(Records.Messages(7)).ShouldBe(8);
    }

    [Fact]
    [Trait("Behaviour", "D5")]
    public void Remove_NothingCached_CommitsNothing() => _queue.Remove(Records.Messages(5)).ShouldBeNull();

    [Fact]
    [Trait("Behaviour", "D5")]
    public void Remove_AnyOrder_IsAlwaysTheSmallestInFlight() =>
        Prop.ForAll(
            Gen.Shuffle(Enumerable.Range(100, 12).ToArray()).ToArbitrary(),
            order =>
            {
                var queue = new ProcessQueue(new FakeTimeProvider());
                queue.Put([.. order.Order().Select(offset => Records.Message(offset))], 200);
                var left = order.Order().ToList();
                foreach (var offset in order)
                {
                    left.Remove(offset);
                    queue.Remove(Records.Messages(offset)).ShouldBe(left.Count == 0 ? 112 : left[0]);
                }
            }).QuickCheckThrowOnFailure();

    [Fact]
    [Trait("Behaviour", "D5")]
    public void Commit_Dropped_DoesNothing()
    {
        _queue.Commit(_offsets, Queue, 3).ShouldBeTrue();
        _queue.Drop();

        _queue.Commit(_offsets, Queue, 9).ShouldBeFalse();

        _offsets.Updates.ShouldBe([(Queue, 3, true)]);
    }

    [Fact]
    public void Clear_Cached_ForgetsAll()
    {
        _queue.Put(Records.Messages(5, 6), 20);

        _queue.Clear();

        _queue.Load.ShouldBe(default);
        _queue.Accumulated.ShouldBe(0);
    }

    [Fact]
    [Trait("Behaviour", "D3")]
    public void Starting_RetriedMessage_HasItsRealTopicAndStartTime()
    {
        var properties = new Dictionary<string, string> { [MessageProperties.RetryTopic] = "Real" };
        var retried = new MessageExt { Topic = "%RETRY%g", Properties = properties };

        var started = MessageMarks.Starting([retried], "%RETRY%g", "42").ShouldHaveSingleItem();
        var foreign = MessageMarks.Starting([retried with { Topic = "T" }], "%RETRY%g", "42").ShouldHaveSingleItem();

        started.Topic.ShouldBe("Real");
        started.Property(MessageProperties.ConsumeStartTime).ShouldBe("42");
        foreign.Topic.ShouldBe("T");
        retried.Property(MessageProperties.ConsumeStartTime).ShouldBeNull();
    }

    [Fact]
    [Trait("Behaviour", "D3")]
    public void Starting_MessagesOfAPull_AreMarkedInPlaceEveryTime()
    {
        byte[] records = [.. Records.Of("T", 0, 5), .. Records.Of("T", 0, 6)];
        var pulled = MessageRecordReader.ReadAll(records, MessageMarks.Pulled("broker-a", 1, 9));

        MessageMarks.Starting(pulled, "%RETRY%g", "42").ShouldBeSameAs(pulled);
        pulled.Select(message => message.Properties.Count).Distinct().ShouldHaveSingleItem();
        MessageMarks.Starting(pulled, "%RETRY%g", "43");

        foreach (var message in pulled)
        {
            message.Property(MessageProperties.ConsumeStartTime).ShouldBe("43");
            message.Properties.ToDictionary()[MessageProperties.ConsumeStartTime].ShouldBe("43");
            message.Property(MessageProperties.MinOffset).ShouldBe("1");
        }
    }

    [Fact]
    [Trait("Behaviour", "C2")]
    public void Await_RoomComesOrIsThere_EndsTheWaitOnce()
    {
        var ends = 0;
        RoomWait Wait() => new(load => load.Messages <= 1, () => ends++);
        var messages = Records.Messages(5, 6, 7);
        _queue.Put(messages, 20);

        var wait = Wait();
        _queue.Await(wait);
        _queue.Remove([messages[1]]);
        ends.ShouldBe(0);
        _queue.Remove([messages[0]]);
        ends.ShouldBe(1);
        wait.End();
        _queue.Await(Wait());

        ends.ShouldBe(2);
    }
}
