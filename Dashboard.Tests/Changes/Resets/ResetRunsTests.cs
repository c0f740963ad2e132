using System.Globalization;
using Dashboard.Changes;
using Dashboard.Changes.Resets;
using Dashboard.Tests.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Changes.Resets;

public sealed class ResetRunsTests : ComponentTest
{
    private static readonly Actor Actor = new("local", "ui");

    public ResetRunsTests() => Cluster.AddTopic("orders", 1, 10);

    private ResetRuns Runs => Services.GetRequiredService<ResetRuns>();

    [Fact]
    public async Task ApplyAsync_MoreGroupsThanPlansAreKept_AppliesAllAndLeavesThePlansOfOthersAlone()
    {
        await PrepareAuditAsync();
        var resets = Services.GetRequiredService<OffsetResets>();
        Cluster.AddGroup("other", 5, ["orders"]);
        var other = await resets.PlanAsync(Earliest("other"), CancellationToken.None);
        var plans = await PlanAsync(ResetPlanStore.Capacity + 1);

        var run = await Runs.ApplyAsync(plans, null, Actor, CancellationToken.None);

        run.Count.ShouldBe(ResetPlanStore.Capacity + 1);
        run.ShouldAllBe(one => one.Outcome != null && one.Outcome.Failed == 0);
        await resets.ApplyPlanAsync("embedded", "other", other.PlanId, null, Actor, CancellationToken.None);
    }

    [Fact]
    public async Task ApplyAsync_PlanOlderThanTenMinutes_IsGoneAndNothingChanges()
    {
        await PrepareAuditAsync();
        var plans = await PlanAsync(2);
        Clock.Advance(ResetPlanStore.Lifetime);

        await Should.ThrowAsync<ResetPlanGoneException>(Runs.ApplyAsync(plans, null, Actor, CancellationToken.None));

        Cluster.Done.ShouldBeEmpty();
    }

    [Fact]
    public async Task ApplyAsync_OneGroupFailsUnforeseen_TellsItBesideTheResultsOfTheOthers()
    {
        await PrepareAuditAsync();
        var plans = await PlanAsync(3);
        Cluster.Groups["g1"].IsReset = () => throw new InvalidOperationException("out of order");

        var run = await Runs.ApplyAsync(plans, null, Actor, CancellationToken.None);

        run.Select(one => (one.Group, one.Outcome is not null, one.Problem))
            .ShouldBe([("g0", true, null), ("g1", false, "out of order"), ("g2", true, null)]);
    }

    [Fact]
    public async Task ApplyAsync_OnlyGroupFailsUnforeseen_IsTheFailureOfTheRun()
    {
        await PrepareAuditAsync();
        var plans = await PlanAsync(1);
        Cluster.Groups["g0"].IsReset = () => throw new InvalidOperationException("out of order");

        await Should.ThrowAsync<InvalidOperationException>(Runs.ApplyAsync(plans, null, Actor, CancellationToken.None));
    }

    private async Task<IReadOnlyList<ResetPlan>> PlanAsync(int groups)
    {
        var names = Enumerable.Range(0, groups).Select(number => string.Create(CultureInfo.InvariantCulture, $"g{number}")).ToList();
        foreach (var name in names)
        {
            Cluster.AddGroup(name, 5, ["orders"]);
        }

        return await Runs.PlanAsync([.. names.Select(Earliest)], CancellationToken.None);
    }

    private static ResetRequest Earliest(string group) => new("embedded", group, null, null, ResetMode.Earliest);
}
