using Engine.Broker.Delays;
using Engine.Broker.Sending;
using Engine.Broker.Statistics;
using Engine.Protocol.Messages;
using Engine.Store;
using Engine.Store.Log;
using Engine.Tests.Store;

namespace Engine.Tests.Broker.Delays;

/// <summary>One level over a store, look by look.</summary>
public sealed class DelayLevelTests
{
    private const int Level = 2;
    private const long DelayMs = 5_000;

    private static readonly DelayRewrite Rewrite = new(new DelayLevels(StoreOptions.DefaultDelayLevels));

    private readonly DelayOffsetTable _offsets = new();

    [Fact]
    public async Task Deliver_NothingThere_WaitsForAnArrival()
    {
        await using var harness = await StoreHarness.StartAsync();

        Make(harness).Deliver().ShouldBe(DelayTurn.Arrival);
        _offsets.Find(Level).ShouldBeNull();
    }

    [Fact]
    public async Task Deliver_NotDue_NamesTheTimeAndDeliversExactlyThen()
    {
        await using var harness = await StoreHarness.StartAsync();
        var level = Make(harness);
        var due = harness.Now + DelayMs;
        Put(harness, "a");

        harness.Clock.Advance(TimeSpan.FromMilliseconds(DelayMs - 1));
        level.Deliver().ShouldBe(DelayTurn.Until(due));
        harness.ReadAll("T", 3).ShouldBeEmpty();
        harness.Clock.Advance(TimeSpan.FromMilliseconds(1));
        level.Deliver().ShouldBe(DelayTurn.Again);

        harness.ReadAll("T", 3).ShouldBe(["a"]);
        _offsets.Find(Level).ShouldBe(1);
        level.Deliver().ShouldBe(DelayTurn.Arrival);
    }

    [Fact]
    public async Task Deliver_Message_RestoresItsPlaceAndItsTagAndKeepsTheRest()
    {
        await using var harness = await StoreHarness.StartAsync();
        Put(harness, "a", "TAGS\u0001TagA\u0002KEYS\u0001k1", reconsumeTimes: 4);
        var waiting = harness.Store.Get(TopicNames.Schedule, Level - 1, 0, 1, null);
        harness.Clock.Advance(TimeSpan.FromMilliseconds(DelayMs));

        Make(harness).Deliver();

        var found = harness.Store.Get("T", 3, 0, 1, new OnlyTag(TagCode.Of("TagA")));
        var delivered = MessageRecordReader.ReadAll(found.Body).ShouldHaveSingleItem();
        var before = MessageRecordReader.ReadAll(waiting.Body).Single();
        (delivered.Topic, delivered.QueueId, delivered.QueueOffset, delivered.ReconsumeTimes).ShouldBe(("T", 3, 0L, 4));
        (delivered.BornTimestamp, delivered.BornHost, delivered.Flag).ShouldBe((before.BornTimestamp, before.BornHost, before.Flag));
        delivered.StoreTimestamp.ShouldBe(harness.Now);
        delivered.Properties.ShouldBe(before.Properties);
        delivered.Properties["REAL_TOPIC"].ShouldBe("T");
    }

    [Fact]
    public async Task Deliver_SeveralDue_ComeInTheOrderTheyWereSentAndTheRestWaits()
    {
        await using var harness = await StoreHarness.StartAsync();
        var level = Make(harness);
        for (var i = 0; i < 100; i++)
            Put(harness, $"m{i:D3}");

        harness.Clock.Advance(TimeSpan.FromMilliseconds(DelayMs));
        var later = harness.Now + DelayMs;
        Put(harness, "later");

        Drain(level).ShouldBe(DelayTurn.Until(later));

        harness.ReadAll("T", 3).ShouldBe(Enumerable.Range(0, 100).Select(i => $"m{i:D3}"));
        _offsets.Find(Level).ShouldBe(100);
    }

    [Fact]
    public async Task Deliver_ThousandsAreDue_TakesAFewAtEachLookAndNoneTwice()
    {
        const int messages = 3_000;
        const int mostAtOneLook = 32;
        await using var harness = await StoreHarness.StartAsync();
        var level = Make(harness);
        for (var i = 0; i < messages; i++)
            Put(harness, $"m{i:D4}");

        harness.Clock.Advance(TimeSpan.FromMilliseconds(DelayMs));
        var looks = new List<long>();
        while (level.Deliver() is { Kind: DelayTurnKind.Again })
            looks.Add(_offsets.Find(Level)!.Value);

        looks.Zip(looks.Prepend(0), (now, before) => now - before).ShouldAllBe(taken => taken > 0 && taken <= mostAtOneLook);
        looks[^1].ShouldBe(messages);
        harness.ReadAll("T", 3).ShouldBe(Enumerable.Range(0, messages).Select(i => $"m{i:D4}"));
    }

    [Theory]
    [InlineData("DELAY\u00012")]
    [InlineData("DELAY\u00012\u0002REAL_TOPIC\u0001T")]
    [InlineData("DELAY\u00012\u0002REAL_TOPIC\u0001T\u0002REAL_QID\u0001x")]
    [InlineData("DELAY\u00012\u0002REAL_TOPIC\u0001no topic\u0002REAL_QID\u00010")]
    [InlineData("DELAY\u00012\u0002REAL_TOPIC\u0001RMQ_SYS_TRANS_HALF_TOPIC\u0002REAL_QID\u00010")]
    public async Task Deliver_OneWithoutAPlace_IsNamedAndDoesNotStopTheLevel(string properties)
    {
        await using var harness = await StoreHarness.StartAsync();
        var lost = StoreHarness.Message(TopicNames.Schedule, Level - 1, "lost") with { Properties = properties };
        harness.Store.Append(lost).Status.ShouldBe(PutStatus.PutOk);
        Put(harness, "next");
        harness.Clock.Advance(TimeSpan.FromMilliseconds(DelayMs));

        Drain(Make(harness)).ShouldBe(DelayTurn.Arrival);

        harness.ReadAll("T", 3).ShouldBe(["next"]);
        harness.Log.Lines.Count(line => line.Contains("at offset 0 is left out", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Deliver_RecordIsDamaged_IsNamedAndTheOthersCome()
    {
        await using var harness = await StoreHarness.StartAsync();
        Put(harness, "first");
        var broken = Put(harness, "broken");
        Put(harness, "third");
        var place = broken.PhysicalOffset;
        await harness.RestartAsync(between: () => Damage(harness.LogFile(0), place));
        harness.Clock.Advance(TimeSpan.FromMilliseconds(DelayMs));

        Drain(Make(harness)).ShouldBe(DelayTurn.Arrival);

        harness.ReadAll("T", 3).ShouldBe(["first", "third"]);
        harness.Log.Lines.Count(line => line.Contains("are left out", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Deliver_StoreRefuses_PausesAndDeliversLaterWithoutLossOrRepeat()
    {
        await using var harness = await StoreHarness.StartAsync(logFileBytes: 1100);
        var level = Make(harness);
        Put(harness, new string('a', 150));
        Put(harness, new string('b', 150));
        harness.Clock.Advance(TimeSpan.FromMilliseconds(DelayMs));
        var obstacle = Directory.CreateDirectory(harness.LogFile(1100));

        level.Deliver().ShouldBe(DelayTurn.Pause);
        level.Deliver().ShouldBe(DelayTurn.Pause);

        harness.ReadAll("T", 3).Select(body => body[0]).ShouldBe(['a']);
        _offsets.Find(Level).ShouldBe(1);
        harness.Log.Lines.ShouldContain(line => line.Contains("is tried again", StringComparison.Ordinal));
        obstacle.Delete();
        Drain(level).ShouldBe(DelayTurn.Arrival);
        harness.ReadAll("T", 3).Select(body => body[0]).ShouldBe(['a', 'b']);
    }

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(99, 2)]
    public async Task Deliver_OffsetOutsideTheQueue_IsSetToItsEnd(long saved, long corrected)
    {
        await using var harness = await StoreHarness.StartAsync();
        Put(harness, "a");
        Put(harness, "b");
        _offsets.Put(Level, saved);

        Make(harness).Deliver().ShouldBe(DelayTurn.Again);

        _offsets.Find(Level).ShouldBe(corrected);
        harness.Log.Lines.ShouldContain(line => line.Contains("lay outside 0 to 2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deliver_ClockSetBack_DoesNotWaitForTheOldTime()
    {
        await using var harness = await StoreHarness.StartAsync();
        Put(harness, "a");
        harness.Clock.JumpTo(harness.Clock.GetUtcNow() - TimeSpan.FromHours(1));

        Make(harness).Deliver().ShouldBe(DelayTurn.Again);

        harness.ReadAll("T", 3).ShouldBe(["a"]);
    }

    private static DelayTurn Drain(DelayLevel level)
    {
        for (var looks = 0; looks < 100; looks++)
        {
            if (level.Deliver() is { Kind: not DelayTurnKind.Again } turn)
                return turn;
        }

        throw new InvalidOperationException("the level should have come to rest");
    }

    private static PutResult Put(StoreHarness harness, string body, string properties = "TAGS\u0001TagA", int reconsumeTimes = 0)
    {
        var message = StoreHarness.Message("T", 3, body) with
        {
            Properties = PropertyString.With(properties, "DELAY", $"{Level}"),
            ReconsumeTimes = reconsumeTimes,
        };
        var put = harness.Store.Append(Rewrite.Apply(message));
        put.Status.ShouldBe(PutStatus.PutOk, put.Remark);
        return put;
    }

    /// <summary>The record's size says more than there is; the entry in its queue still stands.</summary>
    private static void Damage(string file, long place)
    {
        using var stream = File.OpenWrite(file);
        stream.Position = place;
        stream.Write([0x7F, 0xFF, 0xFF, 0xFF]);
    }

    private DelayLevel Make(StoreHarness harness) => new(
        new LevelDelay(Level, DelayMs),
        _offsets,
        harness.Store,
        new MessageIntake(harness.Store, new MessageSafety(harness.Store, null), Rewrite, new BrokerStatistics("c"), TimeProvider.System),
        harness.Clock,
        harness.Log);

    private sealed class OnlyTag(long code) : IMessageFilter
    {
        public bool Matches(long tagsCode) => tagsCode == code;

        public bool MatchesRecord(ReadOnlySpan<byte> record) => true;
    }
}
