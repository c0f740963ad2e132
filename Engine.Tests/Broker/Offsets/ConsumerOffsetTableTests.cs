using Engine.Broker.Offsets;
using Engine.Broker.Statistics;
using Engine.Protocol.Bodies;
using Engine.Tests.Time;

namespace Engine.Tests.Broker.Offsets;

public sealed class ConsumerOffsetTableTests
{
    private readonly BrokerLog _log = new();
    private readonly ConsumerOffsetTable _table;

    private readonly FakeTimeProvider _clock = new();

    public ConsumerOffsetTableTests() => _table = new ConsumerOffsetTable(new ChangeVersions(_clock, 10), _clock, _log);

    [Fact]
    [Trait("Behaviour", "B2")]
    public void Commit_CreatesThenOverwrites()
    {
        Commit(5).ShouldBe(CommitOutcome.Stored);
        Commit(9).ShouldBe(CommitOutcome.Stored);
        Commit(9).ShouldBe(CommitOutcome.Unchanged);

        _table.Find("G", "T", 0).ShouldBe(9);
        _table.Find("G", "T", 1).ShouldBeNull();
    }

    [Fact]
    [Trait("Behaviour", "B2")]
    public void Commit_LowerOffset_IsTakenAndLoggedWithTheClient()
    {
        Commit(9);

        Commit(4).ShouldBe(CommitOutcome.Lowered);

        _table.Find("G", "T", 0).ShouldBe(4);
        _log.Lines.ShouldHaveSingleItem().ShouldBe("Warning: group G went back on T Q0 from offset 9 to 4, committed by 127.0.0.1:40001");
    }

    [Fact]
    [Trait("Behaviour", "B5")]
    public void Raise_LowerOffset_IsPassedOver()
    {
        Raise(9).ShouldBe(CommitOutcome.Stored);
        var version = _table.Version;

        Raise(4).ShouldBe(CommitOutcome.Behind);

        _table.Find("G", "T", 0).ShouldBe(9);
        _table.Version.ShouldBe(version);
        Raise(9).ShouldBe(CommitOutcome.Unchanged);
        Raise(10).ShouldBe(CommitOutcome.Stored);
    }

    [Fact]
    public void Version_GrowsOnlyWithAChange()
    {
        Commit(5);
        var version = _table.Version;

        Commit(5);
        _table.Version.ShouldBe(version);
        Commit(6);
        _table.Version.ShouldBe(version + 1);
    }

    [Fact]
    [Trait("Behaviour", "H4")]
    public void Reset_Pending_IgnoresCommitsUntilItsOwnValueComes()
    {
        Commit(20);
        _table.Reset("G", "T", 0, 10, keepPending: true);

        Commit(21).ShouldBe(CommitOutcome.Ignored);
        _table.Find("G", "T", 0).ShouldBe(10);
        Commit(10).ShouldBe(CommitOutcome.Unchanged);
        Commit(11).ShouldBe(CommitOutcome.Stored);
        Tell(pulled: 11).ShouldBeNull();
    }

    [Fact]
    [Trait("Behaviour", "H4")]
    public void TryTellPending_UntilAPullComesFromThere_IgnoresOtherCommits()
    {
        _table.Reset("G", "T", 0, 10, keepPending: true);

        Tell(queueId: 1, pulled: 30).ShouldBeNull();
        Tell(pulled: 10).ShouldBe(10, "also who pulls from there already is told once");
        Commit(21).ShouldBe(CommitOutcome.Ignored);
        Tell(pulled: 30).ShouldBe(10, "the answer may have been lost");
        Commit(21).ShouldBe(CommitOutcome.Ignored);
        Tell(pulled: 10).ShouldBeNull();
        Commit(12).ShouldBe(CommitOutcome.Stored);
    }

    [Fact]
    [Trait("Behaviour", "H4")]
    public void TryTellPending_ReaderDoesNotFollow_IsLeftInPeaceAfterThreeTimes()
    {
        _table.Reset("G", "T", 0, 10, keepPending: true);

        for (var time = 0; time < 3; time++)
            Tell(pulled: 30).ShouldBe(10);

        _table.IsPending("G", "T", 0).ShouldBeFalse();
        Tell(pulled: 30).ShouldBeNull();
        Commit(31).ShouldBe(CommitOutcome.Stored);
    }

    [Fact]
    [Trait("Behaviour", "H4")]
    public void Resets_OfAQueue_AreToldWithTheirTimeUntilTheOffsetsGo()
    {
        ResetsOf("G", "T").ShouldBeEmpty();
        _table.Commit("G", "T", 1, 4, "client");
        _table.Reset("G", "T", 0, 10, keepPending: false);
        _clock.Advance(TimeSpan.FromSeconds(2));
        _table.NoteReset("G", "T", 1);
        _table.Commit("G", "T", 0, 3, "client");
        var now = _clock.GetUtcNow().ToUnixTimeMilliseconds();

        ResetsOf("G", "T").ShouldBe(new Dictionary<int, long> { [0] = now - 2000, [1] = now }, ignoreOrder: true);
        _table.Find("G", "T", 1).ShouldBe(4);
        _table.RemoveTopic("T");
        ResetsOf("G", "T").ShouldBeEmpty();
    }

    [Fact]
    public void Reset_NotPending_TakesTheNextCommit()
    {
        _table.Reset("G", "T", 0, 10, keepPending: false);

        Commit(12).ShouldBe(CommitOutcome.Stored);
    }

    [Fact]
    public void Remove_GroupOrTopic_LeavesTheOthers()
    {
        _table.Commit("G", "T", 0, 1, "c");
        _table.Commit("G", "U", 0, 2, "c");
        _table.Commit("H", "T", 0, 3, "c");

        _table.RemoveTopic("T");
        _table.RemoveGroup("H");

        _table.ToBody().OffsetTable.Keys.ShouldBe(["U@G"]);
    }

    [Fact]
    public void Load_WhatWasSaved_IsTheSameTable()
    {
        _table.Commit("G", "T", 0, 1, "c");
        _table.Commit("G", "T", 3, 4, "c");
        _table.Commit("%RETRY%", "%RETRY%G", 0, 2, "c");
        var saved = _table.ToBody();
        var other = new ConsumerOffsetTable(new ChangeVersions(_clock, 10), _clock, _log);

        other.Load(saved);

        other.ToBody().OffsetTable["T@G"].ShouldBe(new Dictionary<int, long> { [0] = 1, [3] = 4 }, ignoreOrder: true);
        other.TopicsOf("G").ShouldBe(["T"]);
        other.GroupsOf("%RETRY%G").ShouldBe(["%RETRY%"]);
    }

    [Theory]
    [InlineData("no-at-sign")]
    [InlineData("@group")]
    [InlineData("topic@")]
    public void Load_KeyWithoutTopicOrGroup_IsLeftOutWithAWarning(string key)
    {
        _table.Load(new ConsumerOffsetBody
        {
            OffsetTable = new Dictionary<string, IReadOnlyDictionary<int, long>> { [key] = new Dictionary<int, long> { [0] = 1 } },
        });

        _table.Groups.ShouldBeEmpty();
        _log.Lines.ShouldHaveSingleItem().ShouldContain(key);
    }

    [Fact]
    public async Task Commit_FromManyThreads_LosesNothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(queueId => Task.Run(() =>
        {
            for (var offset = 0; offset <= 200; offset++)
                _table.Commit("G", "T", queueId, offset, "c");
        })));

        _table.OfTopic("G", "T").Values.ShouldAllBe(offset => offset == 200);
        _table.OfTopic("G", "T").Count.ShouldBe(64);
    }

    private long? Tell(int queueId = 0, long pulled = 0) =>
        _table.TryTellPending("G", "T", queueId, pulled, out var offset) ? offset : null;

    private CommitOutcome Commit(long offset) => _table.Commit("G", "T", 0, offset, "127.0.0.1:40001");

    private CommitOutcome Raise(long offset) => _table.Raise("G", "T", 0, offset, "127.0.0.1:40001");

    private IReadOnlyDictionary<int, long> ResetsOf(string group, string topic)
    {
        _ = _table.OfTopic(group, topic, out var resets);
        return resets;
    }
}
