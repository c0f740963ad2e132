using Engine.Broker.Statistics;
using Engine.Tests.Time;

namespace Engine.Tests.Broker.Statistics;

public sealed class ChangeVersionsTests
{
    private static readonly ChangeWatch GroupOfTwoTopics = ChangeWatch.OfGroup("G", ["T", "U"]);

    private readonly ChangeVersions _changes = new(new FakeTimeProvider(), waiterCapacity: 2);

    [Fact]
    public void VersionOf_CountsEachScopesOwnChanges()
    {
        var start = _changes.Current;

        _changes.TopicChanged("T");
        _changes.GroupChanged("H");
        _changes.TopicChanged("V");

        _changes.Current.ShouldBe(start + 3);
        _changes.VersionOf(ChangeWatch.OfAll).ShouldBe(start + 3);
        _changes.VersionOf(ChangeWatch.OfTopic("T")).ShouldBe(start + 1);
        _changes.VersionOf(ChangeWatch.OfTopic("U")).ShouldBe(start);
        _changes.VersionOf(GroupOfTwoTopics).ShouldBe(start + 1);
        _changes.VersionOf(ChangeWatch.OfGroup("H", [])).ShouldBe(start + 2);
    }

    [Theory]
    [InlineData("topic", "T", true)]
    [InlineData("topic", "V", false)]
    [InlineData("group", "G", true)]
    [InlineData("group", "H", false)]
    public void Wait_OfAGroup_IsWokenByItselfAndItsTopics(string kind, string name, bool woken)
    {
        foreach (var known in new[] { "T", "U", "V" })
            _changes.TopicChanged(known);
        _changes.GroupChanged("G");
        _changes.GroupChanged("H");
        using var waiter = _changes.TryWait(GroupOfTwoTopics).ShouldNotBeNull();

        Change(kind, name);

        waiter.Woken.IsCompleted.ShouldBe(woken);
    }

    [Theory]
    [InlineData("topic", "Never")]
    [InlineData("group", "Seen")]
    public void Wait_NameWithoutAnyChangeYet_IsWokenByTheFirst(string kind, string name)
    {
        using var waiter = _changes.TryWait(ChangeWatch.OfGroup("Seen", ["Never"])).ShouldNotBeNull();

        Change(kind, name);

        waiter.Woken.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void TryWait_TooMany_IsRefusedAndCountedUntilOneLeaves()
    {
        var first = _changes.TryWait(ChangeWatch.OfAll).ShouldNotBeNull();
        using var second = _changes.TryWait(ChangeWatch.OfAll).ShouldNotBeNull();

        _changes.TryWait(ChangeWatch.OfAll).ShouldBeNull();
        _changes.Refused.ShouldBe(1);
        first.Dispose();

        using var third = _changes.TryWait(ChangeWatch.OfAll).ShouldNotBeNull();
        _changes.Waiting.ShouldBe(2);
    }

    [Fact]
    public void Stop_LetsEverybodyGo()
    {
        using var before = _changes.TryWait(ChangeWatch.OfAll).ShouldNotBeNull();

        _changes.Stop();

        using var after = _changes.TryWait(ChangeWatch.OfTopic("T")).ShouldNotBeNull();
        before.Woken.IsCompleted.ShouldBeTrue();
        after.Woken.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Wait_RacingChanges_MissesNone()
    {
        const int changes = 2000;
        var watch = ChangeWatch.OfTopic("T");
        var last = _changes.VersionOf(watch);
        var end = last + changes;
        var changing = Task.Run(() =>
        {
            for (var i = 0; i < changes; i++)
                _changes.TopicChanged("T");
        });

        while (last < end)
        {
            using var waiter = _changes.TryWait(watch).ShouldNotBeNull();
            if (_changes.VersionOf(watch) == last)
                await Soon.Within(waiter.Woken, $"a wake after version {last} of {end}");

            last = _changes.VersionOf(watch);
        }

        await changing;
        last.ShouldBe(end);
    }

    private void Change(string kind, string name)
    {
        if (kind == "topic")
            _changes.TopicChanged(name);
        else
            _changes.GroupChanged(name);
    }
}
