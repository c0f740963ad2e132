using Dashboard.Figures.Live;
using Dashboard.Figures.Sampling;
using Dashboard.Tests.Clusters;
using Engine.Admin;

namespace Dashboard.Tests.Figures.Sampling;

/// <summary>
/// When a watched thing is sampled: at once after a quiet time, then once per interval, and never without the last change.
/// </summary>
public sealed class WatchedGroupTests : SamplerTest
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan JustUnder = TimeSpan.FromMilliseconds(99);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(2);

    [Fact]
    public async Task WatchGroup_FirstViewer_SamplesAtOnce()
    {
        await using var viewer = Feed.WatchGroup(Cluster, "g");

        var first = await NextAsync(viewer);

        first.Queues.ShouldHaveSingleItem().Lag.ShouldBe(6);
        first.Summary.State.ShouldBe("consuming");
        first.Source.ShouldBe("push");
        Gateway.GroupReads.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Change_AfterAQuietTime_IsSampledAtOnce()
    {
        await using var viewer = await WatchQuietlyAsync();

        Gateway.Set(Sample.Group("g", Sample.Queue(11, 4)));
        await Gateway.SignalAsync();

        (await NextAsync(viewer)).Queues[0].BrokerOffset.ShouldBe(11);
    }

    [Fact]
    public async Task Changes_WithinTheInterval_AreOneSampleAtItsEndWithTheLastChange()
    {
        await using var viewer = await WatchQuietlyAsync();
        await Gateway.SignalAsync();
        await NextAsync(viewer);

        for (var offset = 11; offset <= 15; offset++)
        {
            Gateway.Set(Sample.Group("g", Sample.Queue(offset, 4)));
            await Gateway.SignalAsync();
        }

        await Clock.WaitForTimersAsync(1);
        Clock.Advance(JustUnder);
        Gateway.GroupReads.Count.ShouldBe(2);
        Clock.Advance(Rest);

        (await NextAsync(viewer)).Queues[0].BrokerOffset.ShouldBe(15);
        Gateway.GroupReads.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Change_DuringARead_IsSampledAgain()
    {
        await using var viewer = await WatchQuietlyAsync();
        TaskCompletionSource hold = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Gateway.Hold = hold.Task;
        await Gateway.SignalAsync();
        await Gateway.GroupReads.WaitForAsync(2);

        Gateway.Set(Sample.Group("g", Sample.Queue(20, 4)));
        await Gateway.SignalAsync();
        hold.SetResult();
        await Clock.WaitForTimersAsync(1);
        Clock.Advance(Interval + Rest);

        (await UntilAsync(viewer, snapshot => snapshot.Queues[0].BrokerOffset == 20)).Summary.Lag.ShouldBe(16);
    }

    [Fact]
    public async Task Viewers_HoweverMany_ShareOneSample()
    {
        await using var one = await WatchQuietlyAsync();
        await using var other = Feed.WatchGroup(Cluster, "g");
        var known = await NextAsync(other);
        known.ShouldBeSameAs(one.Latest);

        await Gateway.SignalAsync();

        (await NextAsync(one)).ShouldBeSameAs(await NextAsync(other));
        Gateway.GroupReads.Count.ShouldBe(2);
        Gateway.OpenStreams.ShouldBe(1);
    }

    [Fact]
    public async Task DisposeAsync_LastViewer_EndsTheWatching()
    {
        var one = await WatchQuietlyAsync();
        var other = Feed.WatchGroup(Cluster, "g");

        await one.DisposeAsync();
        Sampler.Groups.Count.ShouldBe(1);
        await other.DisposeAsync();

        Sampler.Groups.Count.ShouldBe(0);
        Gateway.OpenStreams.ShouldBe(0);
        Clock.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public async Task WatchGroup_UnknownGroup_EndsWithItsName()
    {
        await using var viewer = Feed.WatchGroup(Cluster, "nobody");

        var failure = await Should.ThrowAsync<AdminException>(() => NextAsync(viewer));

        failure.Message.ShouldContain("'nobody'");
        Sampler.Groups.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Group_Deleted_EndsTheSubscription()
    {
        await using var viewer = await WatchQuietlyAsync();

        Gateway.Groups = Gateway.Groups.Remove("g");
        await Gateway.SignalAsync();

        (await Should.ThrowAsync<AdminException>(() => NextAsync(viewer))).Kind.ShouldBe(AdminErrorKind.GroupNotFound);
    }

    [Fact]
    public async Task ChangeStream_Broken_IsOpenedAgainAfterASecondAndLoggedOnce()
    {
        await using var viewer = await WatchQuietlyAsync();
        Gateway.StreamFailure = new AdminException(AdminErrorKind.Unreachable, "broker-a does not answer.");
        Gateway.BreakStreams();
        await Clock.WaitForTimersAsync(1);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Gateway.StreamsOpened.WaitForAsync(2);
        await Clock.WaitForTimersAsync(1);

        Gateway.StreamFailure = null;
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Gateway.StreamsOpened.WaitForAsync(3);

        Log.Lines.Count(line => line.Text.Contains("change stream of embedded group g")).ShouldBe(1);
    }

    [Fact]
    public async Task WatchTopic_Change_IsSampledWithItsRate()
    {
        await using var viewer = Feed.WatchTopic(Cluster, "orders");
        (await NextAsync(viewer)).ProduceRate.ShouldBeNull();
        await Gateway.StreamsOpened.WaitForAsync(1);
        Clock.Advance(TimeSpan.FromSeconds(2));

        Gateway.Set(Sample.Topic("orders", 30));
        await Gateway.SignalAsync();

        var next = await NextAsync(viewer);
        next.MaxOffset.ShouldBe(30);
        next.ProduceRate.ShouldBe(10);
    }

    /// <summary>A viewer of the group that has seen the first sample, long ago.</summary>
    private async Task<LiveSubscription<GroupSnapshot>> WatchQuietlyAsync()
    {
        var viewer = Feed.WatchGroup(Cluster, "g");
        await NextAsync(viewer);
        await Gateway.StreamsOpened.WaitForAsync(1);
        Clock.Advance(TimeSpan.FromSeconds(5));
        return viewer;
    }
}
