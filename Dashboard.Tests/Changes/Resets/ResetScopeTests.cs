using Dashboard.Changes.Resets;
using Engine.Admin;
using Engine.Admin.Statistics;
using Engine.Protocol;

namespace Dashboard.Tests.Changes.Resets;

public sealed class ResetScopeTests
{
    private static readonly GroupFigures Group = Samples.Group(
        online: false,
        Samples.Figures(0, 0, 10, 5),
        Samples.Figures(1, 0, 10, 5),
        Samples.Figures(0, 0, 10, 5, "payments"),
        Samples.Figures(0, 0, 10, 5, "%RETRY%g"));

    [Theory]
    [InlineData(nameof(ResetMode.Earliest), 3)]
    [InlineData(nameof(ResetMode.Offset), 3)]
    [InlineData(nameof(ResetMode.Latest), 4)]
    [InlineData(nameof(ResetMode.Skip), 4)]
    public void Choose_NothingNamed_TakesRetriesOnlyToTheEnd(string mode, int queues) =>
        ResetScope.Choose(Samples.Request(Enum.Parse<ResetMode>(mode)), Group).Count.ShouldBe(queues);

    [Fact]
    public void Choose_NamedRetryTopic_IsTaken() =>
        ResetScope.Choose(Samples.Request(ResetMode.Earliest) with { Topics = ["%RETRY%g"] }, Group).Count.ShouldBe(1);

    [Fact]
    public void Choose_TopicsAndQueues_TakesWhatIsInBoth()
    {
        var request = Samples.Request(ResetMode.Earliest) with
        {
            Topics = ["orders"],
            Queues = [Samples.Queue(1), Samples.Queue(0, "payments")],
        };

        ResetScope.Choose(request, Group).ShouldHaveSingleItem().Queue.ShouldBe(Samples.Queue(1));
    }

    [Fact]
    public void Choose_UnknownTopic_IsNamed()
    {
        var request = Samples.Request(ResetMode.Earliest) with { Topics = ["nowhere"] };

        var failure = Should.Throw<AdminException>(() => ResetScope.Choose(request, Group));

        failure.Kind.ShouldBe(AdminErrorKind.TopicNotFound);
        failure.Message.ShouldContain("nowhere");
    }

    [Fact]
    public void Choose_UnknownQueue_IsNamed()
    {
        var request = Samples.Request(ResetMode.Earliest) with { Queues = [new MessageQueue("orders", "broker-z", 7)] };

        var failure = Should.Throw<AdminException>(() => ResetScope.Choose(request, Group));

        failure.Kind.ShouldBe(AdminErrorKind.QueueNotFound);
        failure.Message.ShouldContain("Q7 of topic 'orders' on broker 'broker-z'");
    }
}
