using Dashboard.Figures.Sampling;
using Dashboard.Tests.Clusters;
using Dashboard.Tests.Figures.Sampling;
using Engine.Admin;

namespace Dashboard.Tests.Figures.Live;

public sealed class LiveFeedTests : SamplerTest
{
    [Fact]
    public async Task ReadGroupAsync_YoungSample_IsTheOneThePageShows()
    {
        await StartSweepsAsync();
        await using var viewer = Feed.WatchOverview(Cluster);

        var read = await Feed.ReadGroupAsync(Cluster, "g", default);

        read.SampledAt.ShouldBe(Sampler.Latest!.Overview.SampledAt);
        Gateway.GroupReads.Count.ShouldBe(0);
    }

    [Fact]
    public async Task ReadGroupAsync_OldSample_ReadsNow()
    {
        await Feed.ReadOverviewAsync(Cluster, default);
        Clock.Advance(TimeSpan.FromMilliseconds(1100));
        Gateway.Set(Sample.Group("g", Sample.Queue(10, 9)));

        var read = await Feed.ReadGroupAsync(Cluster, "g", default);

        read.Summary.Lag.ShouldBe(1);
        Gateway.GroupReads.Count.ShouldBe(1);
    }

    [Fact]
    public async Task ReadGroupAsync_AfterInvalidate_ReadsNow()
    {
        await Feed.ReadOverviewAsync(Cluster, default);
        Gateway.Set(Sample.Group("g", Sample.Queue(10, 0)));
        (await Feed.ReadGroupAsync(Cluster, "g", default)).Summary.Lag.ShouldBe(6);

        Feed.Invalidate(Cluster);

        (await Feed.ReadGroupAsync(Cluster, "g", default)).Summary.Lag.ShouldBe(10);
    }

    [Fact]
    public async Task ReadGroupsAsync_AllGroups_AreOfOneSample()
    {
        Gateway.Set(Sample.Group("a", Sample.Queue(3, 3)));

        var groups = await Feed.ReadGroupsAsync(Cluster, default);

        groups.Select(group => group.Summary.Name).ShouldBe(["a", "g"]);
        groups.Select(group => group.Sequence).Distinct().ShouldHaveSingleItem();
        Gateway.ClusterReads.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("prod", "g", AdminErrorKind.ClusterNotFound, "'prod'")]
    [InlineData(Cluster, "nobody", AdminErrorKind.GroupNotFound, "'nobody'")]
    public async Task ReadGroupAsync_UnknownName_NamesIt(string cluster, string group, AdminErrorKind kind, string named)
    {
        var failure = await Should.ThrowAsync<AdminException>(() => Feed.ReadGroupAsync(cluster, group, default));

        failure.Kind.ShouldBe(kind);
        failure.Message.ShouldContain(named);
    }

    [Fact]
    public async Task ReadTopicAsync_UnknownTopic_NamesIt()
    {
        var failure = await Should.ThrowAsync<AdminException>(() => Feed.ReadTopicAsync(Cluster, "nothing", default));

        failure.Message.ShouldContain("'nothing'");
    }

    [Fact]
    public async Task WatchGroup_LateViewer_GetsTheNewestSnapshotFirst()
    {
        await StartSweepsAsync();

        await using var late = Feed.WatchGroup(Cluster, "g");

        late.Latest.ShouldNotBeNull().Queues.ShouldHaveSingleItem().BrokerOffset.ShouldBe(10);
    }

    [Fact]
    public async Task WatchOverview_TooManyViewers_IsRefused()
    {
        var viewers = Enumerable.Range(0, SamplingLimits.ViewersPerThing).Select(_ => Feed.WatchOverview(Cluster)).ToArray();

        Should.Throw<AdminException>(() => Feed.WatchOverview(Cluster)).Kind.ShouldBe(AdminErrorKind.Refused);

        foreach (var viewer in viewers)
            await viewer.DisposeAsync();

        Sampler.Overview.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Stop_OpenSubscriptions_End()
    {
        await using var viewer = Feed.WatchGroup(Cluster, "g");
        await NextAsync(viewer);

        await Samplers.DisposeAsync();

        await Should.ThrowAsync<InvalidOperationException>(() => UntilAsync(viewer, _ => false));
        Should.Throw<AdminException>(() => Feed.WatchGroup(Cluster, "g")).Message.ShouldContain("stopping");
    }
}
