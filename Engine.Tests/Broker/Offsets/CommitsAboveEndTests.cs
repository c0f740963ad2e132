using Engine.Broker.Offsets;

namespace Engine.Tests.Broker.Offsets;

public sealed class CommitsAboveEndTests
{
    private readonly CommitsAboveEnd _commits = new();

    [Fact]
    public void Note_MoreThanThereIsRoomFor_SaysSoOnceUntilThereIsRoom()
    {
        for (var i = 0; i < CommitsAboveEnd.Capacity; i++)
            Note($"g{i}").ShouldBe(CommitNotice.New);

        Note("g0").ShouldBe(CommitNotice.Known);
        Note("more").ShouldBe(CommitNotice.FirstOfTooMany);
        Note("more").ShouldBe(CommitNotice.Known);
        Note("evenMore").ShouldBe(CommitNotice.Known);

        _commits.Forget("g0", "t", 0);

        Note("more").ShouldBe(CommitNotice.New);
        Note("evenMore").ShouldBe(CommitNotice.FirstOfTooMany);
    }

    [Fact]
    public void Note_AfterTheGroupOrTopicWasDeleted_IsNew()
    {
        Note("g");
        _commits.ForgetGroup("g");
        Note("g").ShouldBe(CommitNotice.New);

        _commits.ForgetTopic("t");
        Note("g").ShouldBe(CommitNotice.New);

        _commits.ForgetTopic("other");
        Note("g").ShouldBe(CommitNotice.Known);
    }

    private CommitNotice Note(string group) => _commits.Note(group, "t", 0);
}
