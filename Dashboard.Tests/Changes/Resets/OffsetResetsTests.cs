using Dashboard.Changes;
using Dashboard.Changes.Audit;
using Dashboard.Changes.Resets;
using Dashboard.Tests.Components;
using Engine.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Changes.Resets;

public sealed class OffsetResetsTests : ComponentTest
{
    private static readonly Actor Actor = new("local", "api");
    private static readonly MessageQueue Queue = new("orders", "broker-a", 0);

    public OffsetResetsTests()
    {
        Cluster.AddTopic("orders", 1, 10);
        Cluster.AddGroup("g", 5, ["orders"], "c1");
    }

    private OffsetResets Resets => Services.GetRequiredService<OffsetResets>();

    [Fact]
    public async Task ApplyPlanAsync_AToolResetForwardSince_ChangesNothing()
    {
        await PrepareAuditAsync();
        var plan = await PlanAsync();
        ResetByATool();

        (await Should.ThrowAsync<ResetDriftException>(ApplyAsync(plan))).Message.ShouldContain("orders broker-a Q0 was reset since");

        Cluster.Done.ShouldBeEmpty();
        (await EntriesAsync()).ShouldBeEmpty("nothing was about to happen");
    }

    [Fact]
    public async Task ApplyPlanAsync_AToolResetBetweenTheCheckAndTheChange_ChangesNothingAndTheEntrySaysSo()
    {
        await PrepareAuditAsync();
        var plan = await PlanAsync();
        var readings = 0;
        Cluster.Groups["g"].IsRead = () =>
        {
            if (++readings == 2)
            {
                ResetByATool();
            }
        };

        await Should.ThrowAsync<ResetDriftException>(ApplyAsync(plan));

        Cluster.Done.ShouldBeEmpty();
        var entry = (await EntriesAsync()).ShouldHaveSingleItem();
        (entry.Outcome, entry.IsEndUnknown).ShouldBe(("refused", false));
        entry.Detail.ShouldNotBeNull().ShouldStartWith("nothing was changed");
    }

    [Fact]
    public async Task ApplyPlanAsync_NothingMoved_IsDone()
    {
        await PrepareAuditAsync();
        Cluster.Groups["g"].ResetAt[Queue] = Clock.GetUtcNow();

        var outcome = await ApplyAsync(await PlanAsync());

        outcome.Rows.Select(row => row.After).ShouldBe([0, 0]);
    }

    private void ResetByATool()
    {
        Clock.Advance(TimeSpan.FromSeconds(1));
        Cluster.Change(() =>
        {
            Cluster.Groups["g"].Offsets[Queue] = 9;
            Cluster.Groups["g"].ResetAt[Queue] = Clock.GetUtcNow();
        });
    }

    private Task<ResetPlan> PlanAsync() => Resets.PlanAsync(
        new ResetRequest("embedded", "g", null, null, ResetMode.Earliest), CancellationToken.None);

    private Task<ResetOutcome> ApplyAsync(ResetPlan plan) =>
        Resets.ApplyPlanAsync("embedded", "g", plan.PlanId, null, Actor, CancellationToken.None);

    private Task<IReadOnlyList<AuditRecord>> EntriesAsync() =>
        Services.GetRequiredService<AuditLog>().ReadNewestAsync(10, CancellationToken.None);
}
