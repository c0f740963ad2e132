using Dashboard.Figures.History;
using Dashboard.Tests.Clusters;
using Dashboard.Tests.Figures.Sampling;
using Engine.Admin.Groups;
using Engine.Admin.Statistics;

namespace Dashboard.Tests.Figures.History;

/// <summary>What happens between two samples stands in the timeline.</summary>
public sealed class TimelineTests : SamplerTest
{
    private readonly TimelineWatch _watch = new(Cluster);

    [Fact]
    public async Task Next_FirstSample_TellsNothing()
    {
        await StartSweepsAsync();

        _watch.Next(Sampler.Latest!).ShouldBeEmpty();
        _watch.Next(await NextSweepAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Next_MemberComesAndGoes_TellsBothWithTheMembersLeft()
    {
        await BeginAsync();

        var joined = (await NextAsync(Of(["client-1", "client-2"], "client-1"))).ShouldHaveSingleItem();
        var left = (await NextAsync(Of(["client-2"], "client-1"))).ShouldHaveSingleItem();

        (joined.Kind, joined.Subject, joined.Count, joined.Group).ShouldBe((TimelineKind.Joined, "client-2", 2, "g"));
        (left.Kind, left.Subject, left.Count).ShouldBe((TimelineKind.Left, "client-1", 1));
    }

    [Fact]
    public async Task Next_QueueWithAnotherOwner_TellsItOnceAlsoAfterATimeWithoutOwner()
    {
        await BeginAsync();

        (await NextAsync(Of(["client-1"], null))).ShouldBeEmpty();
        var moved = (await NextAsync(Of(["client-1"], "client-9"))).ShouldHaveSingleItem();
        (await NextAsync(Of(["client-1"], "client-9"))).ShouldBeEmpty();

        (moved.Kind, moved.Count).ShouldBe((TimelineKind.Rebalanced, 1));
        moved.Details.ShouldBe(["orders broker-a Q0: client-1 → client-9"]);
    }

    [Fact]
    public async Task Next_QueueWasReset_TellsTheOffsetsBeforeAndAfterAtTheTimeOfTheReset()
    {
        await BeginAsync();
        var at = Clock.GetUtcNow();

        var reset = (await NextAsync(Of(["client-1"], "client-1", consumerOffset: 1, resetAt: at))).ShouldHaveSingleItem();
        (await NextAsync(Of(["client-1"], "client-1", consumerOffset: 2, resetAt: at))).ShouldBeEmpty();

        (reset.Kind, reset.Count, reset.At).ShouldBe((TimelineKind.Reset, 1, at));
        reset.Details.ShouldBe(["orders broker-a Q0: 4 → 1"]);
    }

    private async Task BeginAsync()
    {
        await StartSweepsAsync();
        _watch.Next(Sampler.Latest!);
    }

    private async Task<IReadOnlyList<TimelineEvent>> NextAsync(GroupFigures group)
    {
        Gateway.Set(group);
        return _watch.Next(await NextSweepAsync());
    }

    private static GroupFigures Of(string[] members, string? owner, long consumerOffset = 4, DateTimeOffset? resetAt = null) =>
        Sample.Group("g", Sample.Queue(10, consumerOffset) with { Owner = owner, ResetAt = resetAt }) with
        {
            Members = [.. members.Select(member => new GroupMemberView(member, "127.0.0.1:50000", "JAVA", "V4_9_8"))],
        };
}
