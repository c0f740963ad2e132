using Dashboard.Tests.Clusters;
using Engine.Admin;
using Microsoft.Extensions.Logging;

namespace Dashboard.Tests.Figures.Sampling;

/// <summary>The read of everything, every second, also when nobody looks.</summary>
public sealed class SweepTests : SamplerTest
{
    [Fact]
    public async Task Sweeps_NobodyWatches_AreOnePerSecondAndNothingElse()
    {
        await StartSweepsAsync();
        for (var second = 0; second < 5; second++)
            await NextSweepAsync();

        Gateway.ClusterReads.Count.ShouldBe(6);
        Gateway.GroupReads.Count.ShouldBe(0);
        Gateway.StreamsOpened.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Sweeps_ClusterThatNeverAnswered_TellsWatchersWhyUntilItDoes()
    {
        Gateway.Failure = new AdminException(AdminErrorKind.Unreachable, "No name server answered.");
        await StartSweepsAsync();
        var told = new TaskCompletionSource<AdminException>();
        await using var late = Feed.WatchGroup(Gateway.Name, "g");
        late.OnTrouble(reason => told.TrySetResult(reason));
        (await told.Task).Message.ShouldBe("No name server answered.");

        Gateway.Failure = null;
        await NextSweepAsync();

        (await NextAsync(late)).Summary.Name.ShouldBe("g");
        Sampler.Trouble.ShouldBeNull();
    }

    [Fact]
    public async Task Sweeps_OffsetsMove_GiveRatesFromTwoSamplesOnwards()
    {
        await StartSweepsAsync();
        Sampler.Latest!.Overview.ProduceRate.ShouldBeNull();

        Gateway.Set(Sample.Group("g", Sample.Queue(40, 24)));
        Gateway.Set(Sample.Topic("orders", 40));
        var sample = await NextSweepAsync();

        sample.Groups["g"].Queues[0].ProduceRate.ShouldBe(30);
        sample.Groups["g"].Queues[0].ConsumeRate.ShouldBe(20);
        sample.Overview.ProduceRate.ShouldBe(30);
        sample.Overview.ConsumeRate.ShouldBe(20);
        sample.Overview.TotalLag.ShouldBe(16);
        sample.Overview.Topics.ShouldHaveSingleItem().Groups.ShouldBe(1);
        sample.Overview.Rates.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Sweeps_QueueStandsStillWithMessagesInHand_IsStalledAndItsGroupStuckAfterAMinute()
    {
        Gateway.Set(Sample.Group("g", Sample.Queue(1000, 400) with { PulledOffset = 432 }, Sample.Queue(70, 70, queueId: 1)));
        await StartSweepsAsync();
        for (var second = 1; second < 60; second++)
            (await NextSweepAsync()).Groups["g"].Queues[0].Verdict.ShouldBe("unknown", $"after {second} s");

        var sample = await NextSweepAsync();

        sample.Groups["g"].Queues.Select(row => row.Verdict).ShouldBe(["stalled", "fine"]);
        var summary = sample.Groups["g"].Summary;
        (summary.State, summary.Verdict, summary.InFlight, summary.EtaSeconds).ShouldBe(("stuck", "stalled", 32, null));
        summary.VerdictText.ShouldStartWith("orders broker-a Q0: No progress for at least 60 s on Q0 while 600 messages wait; ");
        sample.Overview.Verdict.ShouldBe("stalled");
    }

    [Fact]
    public async Task Sweeps_OffsetsMove_GiveTheEtaOfQueueAndGroup()
    {
        Gateway.Set(Sample.Group("g", Sample.Queue(1000, 400), Sample.Queue(2000, 500, queueId: 1)));
        await StartSweepsAsync();

        Gateway.Set(Sample.Group("g", Sample.Queue(1010, 510), Sample.Queue(2000, 600, queueId: 1)));
        var group = (await NextSweepAsync()).Groups["g"];

        group.Queues.Select(row => row.EtaSeconds).ShouldBe([5, 14]);
        group.Summary.EtaSeconds.ShouldBe(14);
    }

    [Theory]
    [InlineData(9_000)]
    [InlineData(100)]
    public async Task Sweeps_Reset_IsNeitherRateNorEtaOfQueueAndGroup(long target)
    {
        Gateway.Set(Sample.Group("g", Sample.Queue(20_000, 2000)));
        await StartSweepsAsync();
        Gateway.Set(Sample.Group("g", Sample.Queue(20_000, 2100)));
        (await NextSweepAsync()).Groups["g"].Queues[0].ConsumeRate.ShouldBe(100);
        var resetAt = Clock.GetUtcNow().AddSeconds(-0.5);

        Gateway.Set(Sample.Group("g", Sample.Queue(20_000, target) with { ResetAt = resetAt }));
        var row = (await NextSweepAsync()).Groups["g"];
        (row.Queues[0].ConsumeRate, row.Queues[0].EtaSeconds, row.Summary.ConsumeRate, row.Summary.EtaSeconds)
            .ShouldBe((null, null, null, null));

        Gateway.Set(Sample.Group("g", Sample.Queue(20_000, target + 100) with { ResetAt = resetAt }));
        row = (await NextSweepAsync()).Groups["g"];
        (row.Queues[0].ConsumeRate, row.Summary.EtaSeconds).ShouldBe((100, (20_000 - target - 100) / 100.0));
    }

    [Fact]
    public async Task Sweep_ClusterNotReady_IsLeftOut()
    {
        await StartSweepsAsync();
        Gateway.IsReady = false;
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Gateway.ReadinessAsked.WaitForAsync(2);

        Gateway.ClusterReads.Count.ShouldBe(1);
        Gateway.IsReady = true;
        await NextSweepAsync();
        Log.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Sweep_Fails_KeepsTheLastFiguresMarkedStaleAndLogsEachChangeOnce()
    {
        await StartSweepsAsync();
        await using var viewer = Feed.WatchOverview(Cluster);
        var good = await NextAsync(viewer);

        Gateway.Failure = new AdminException(AdminErrorKind.Unreachable, "The name server 127.0.0.1:9876 does not answer.");
        for (var second = 0; second < 3; second++)
            await NextSweepAsync();

        var stale = await UntilAsync(viewer, snapshot => snapshot.Source == "stale");
        stale.SampledAt.ShouldBe(good.SampledAt);
        stale.Problem.ShouldBe("The name server 127.0.0.1:9876 does not answer.");
        stale.TotalLag.ShouldBe(good.TotalLag);

        Gateway.Failure = null;
        await NextSweepAsync();
        (await UntilAsync(viewer, snapshot => snapshot.Source == "push")).Problem.ShouldBeNull();
        Log.Lines.Count(line => line.Level == LogLevel.Warning && line.Text.Contains("incomplete or old")).ShouldBe(1);
        Log.Lines.Count(line => line.Text.Contains("complete again")).ShouldBe(1);
    }

    [Fact]
    public async Task Sweep_OneBrokerSilent_KeepsItsRowsWithTheirAge()
    {
        Gateway.Set(Sample.Group("g", Sample.Queue(10, 4), Sample.Queue(7, 7, "broker-b")));
        await StartSweepsAsync();
        var before = Sampler.Latest!.Groups["g"];

        Gateway.Unreachable = ["broker-b"];
        Gateway.Set(Sample.Group("g", Sample.Queue(12, 4)));
        var now = (await NextSweepAsync()).Groups["g"];

        now.Queues.Select(row => (row.Broker, row.BrokerOffset)).ShouldBe([("broker-a", 12), ("broker-b", 7)]);
        now.Queues[1].SampledAt.ShouldBe(before.SampledAt);
        now.Queues[0].SampledAt.ShouldBe(before.SampledAt.AddSeconds(1));
        now.Problem.ShouldBe("No answer from broker-b; its rows are the last known ones.");
        Log.Lines.ShouldHaveSingleItem().Level.ShouldBe(LogLevel.Warning);
    }

    [Fact]
    public async Task Sweep_WatchedGroupMissing_AsksForItAndEndsTheSubscription()
    {
        await StartSweepsAsync();
        await using var viewer = Feed.WatchGroup(Cluster, "g");
        await UntilAsync(viewer, _ => Gateway.GroupReads.Count == 1);

        Gateway.Groups = Gateway.Groups.Remove("g");
        await NextSweepAsync();
        Clock.Advance(TimeSpan.FromMilliseconds(200));

        (await Should.ThrowAsync<AdminException>(() => UntilAsync(viewer, _ => false))).Kind.ShouldBe(AdminErrorKind.GroupNotFound);
    }
}
