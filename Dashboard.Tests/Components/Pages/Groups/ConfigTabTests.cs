using Bunit;
using Dashboard.Changes.Audit;
using Dashboard.Components.Layout;
using Dashboard.Components.Pages.Groups;
using Engine.Admin.Groups;
using Microsoft.Extensions.DependencyInjection;
using Radzen.Blazor;

namespace Dashboard.Tests.Components.Pages.Groups;

public sealed class ConfigTabTests : ComponentTest
{
    public ConfigTabTests()
    {
        Cluster.AddTopic("orders", 1, 10);
        Cluster.AddGroup("g", 5, ["orders"], "c1", "c2");
        Cluster.Groups["g"].Configs["broker-a"] = new GroupSettings("g");
        Cluster.Groups["g"].Configs["broker-b"] = new GroupSettings("g");
    }

    [Fact]
    public void Open_Group_ShowsEverySettingAndOffersNothingToSave()
    {
        var tab = Show();

        tab.FindAll("[data-testid=config-row]").Count.ShouldBe(8);
        tab.Find("[data-testid=config-enabled]").HasAttribute("checked").ShouldBeTrue();
        tab.Find("[data-testid=config-retryMaxTimes]").GetAttribute("value").ShouldBe("16");
        tab.Find("[data-testid=config-save]").HasAttribute("disabled").ShouldBeTrue();
        tab.FindAll("[data-testid=config-odd]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Save_ChangedSettings_GoToAllBrokersAndStandInTheAuditWithTheReason()
    {
        await PrepareAuditAsync();
        var tab = Show();

        tab.Find("[data-testid=config-retryMaxTimes]").Input("3");
        tab.Find("[data-testid=config-notifyMembers]").Change(false);
        tab.Find("[data-testid=config-reason]").Change(" poison goes sooner ");
        tab.FindAll("[data-testid=config-change]").Count.ShouldBe(2);
        tab.Find("[data-testid=config-save]").TextContent.ShouldBe("Save 2 settings on 2 brokers");
        await tab.Find("form").SubmitAsync();

        tab.WaitForAssertion(() => tab.Find("[data-testid=config-save]").TextContent.ShouldBe("Save"));
        Cluster.Groups["g"].Configs["broker-b"].ShouldBe(new GroupSettings("g", RetryMaxTimes: 3, NotifyMembers: false));
        var entry = (await Services.GetRequiredService<AuditLog>().ReadNewestAsync(5, CancellationToken.None)).ShouldHaveSingleItem();
        (entry.Action, entry.Subject, entry.Reason, entry.Outcome, entry.Detail).ShouldBe(
            ("group.configure", "g", "poison goes sooner", "done", "retryMaxTimes 16 → 3, notifyMembers true → false"));
    }

    [Theory]
    [InlineData("1001")]
    [InlineData("-1")]
    [InlineData("many")]
    [InlineData("")]
    public void Type_WrongNumber_NamesFieldAndRuleAndCannotBeSaved(string text)
    {
        var tab = Show();

        tab.Find("[data-testid=config-retryMaxTimes]").Input(text);

        tab.Find("[data-testid=config-wrong]").TextContent
            .ShouldBe($"Retries at most is a whole number from 0 to 1,000, not “{text}”.");
        tab.Find("[data-testid=config-retryMaxTimes]").GetAttribute("aria-invalid").ShouldBe("true");
        tab.Find("[data-testid=config-save]").HasAttribute("disabled").ShouldBeTrue();
        tab.Find("[data-testid=config-discard]").Click();
        tab.FindAll("[data-testid=config-wrong]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Save_SwitchedOff_TellsTheEffectFirst()
    {
        await PrepareAuditAsync();
        var dialogs = Render<RadzenDialog>();
        var tab = Show();

        tab.Find("[data-testid=config-enabled]").Change(false);
        _ = tab.Find("form").SubmitAsync();
        dialogs.WaitForElement("[data-testid=confirm]");
        dialogs.Markup.ShouldContain("2 members stop getting messages");
        Cluster.Done.ShouldBeEmpty();
        await dialogs.Find("[data-testid=confirm]").ClickAsync(new());

        tab.WaitForAssertion(() => Cluster.Groups["g"].Configs["broker-a"].Enabled.ShouldBeFalse());
    }

    [Fact]
    public async Task Open_BrokersDiffer_ShowsWhereAndMakesThemAlike()
    {
        await PrepareAuditAsync();
        Cluster.Groups["g"].Configs["broker-b"] = new GroupSettings("g", RetryQueues: 4);
        var tab = Show();

        tab.FindAll("[data-testid=config-row]:has([data-testid=config-odd])").Select(row => row.GetAttribute("data-setting"))
            .ShouldBe(["retryQueues"]);
        tab.Find("[data-testid=config-differs]").TextContent.ShouldContain("different configurations");
        tab.Find("[data-testid=config-save]").TextContent.ShouldBe("Make all brokers alike");
        await tab.Find("form").SubmitAsync();

        tab.WaitForAssertion(() => tab.FindAll("[data-testid=config-odd]").ShouldBeEmpty());
        Cluster.Groups["g"].Configs["broker-b"].RetryQueues.ShouldBe(1);
    }

    [Fact]
    public void Open_BrokerWithoutConfiguration_IsADifference()
    {
        Cluster.Groups["g"].Configs.Remove("broker-b");

        Show().FindAll("[data-testid=config-odd]").Count.ShouldBe(8);
    }

    [Fact]
    public async Task Ask_ConfigurationChangedElsewhere_LeavesWhatIsTyped()
    {
        var tab = Show();
        tab.Find("[data-testid=config-retryMaxTimes]").Input("3");

        Cluster.Groups["g"].Save(new GroupSettings("g", RetryQueues: 2), Cluster.Brokers);
        await Clock.WaitForTimersAsync(1);
        Clock.Advance(TimeSpan.FromSeconds(3));

        tab.WaitForAssertion(() => tab.Find("[data-testid=config-retryQueues]").GetAttribute("value").ShouldBe("2"));
        tab.Find("[data-testid=config-retryMaxTimes]").GetAttribute("value").ShouldBe("3");
    }

    [Fact]
    public async Task Save_AnotherSettingChangedElsewhereWhilePaused_LeavesThatOneAlone()
    {
        await PrepareAuditAsync();
        Services.GetRequiredService<LiveView>().Toggle();
        var tab = Show();
        tab.Find("[data-testid=config-retryMaxTimes]").Input("3");

        Cluster.Groups["g"].Save(new GroupSettings("g", RetryQueues: 2), Cluster.Brokers);
        await tab.Find("form").SubmitAsync();

        tab.WaitForAssertion(() => tab.Find("[data-testid=config-save]").TextContent.ShouldBe("Save"));
        Cluster.Groups["g"].Configs["broker-b"].ShouldBe(new GroupSettings("g", RetryQueues: 2, RetryMaxTimes: 3));
        (await DetailsAsync()).ShouldBe(["retryMaxTimes 16 → 3"]);
    }

    [Fact]
    public async Task Save_TypedSettingChangedElsewhere_ChangesNothingNamesItAndShowsItsValue()
    {
        await PrepareAuditAsync();
        var tab = Show();
        tab.Find("[data-testid=config-retryMaxTimes]").Input("3");

        Cluster.Groups["g"].Save(new GroupSettings("g", RetryMaxTimes: 8), Cluster.Brokers);
        await tab.Find("form").SubmitAsync();

        tab.WaitForElement("[data-testid=config-problem]").TextContent.ShouldContain("(Retries at most)");
        (await DetailsAsync()).ShouldBeEmpty();
        Cluster.Groups["g"].Configs["broker-a"].RetryMaxTimes.ShouldBe(8);
        tab.WaitForElement("[data-testid=config-change]").TextContent.ShouldContain("8 → 3");
        await tab.Find("form").SubmitAsync();
        tab.WaitForAssertion(() => tab.Find("[data-testid=config-save]").TextContent.ShouldBe("Save"));
        (await DetailsAsync()).ShouldBe(["retryMaxTimes 8 → 3"]);
    }

    [Fact]
    public async Task Save_BrokersBecameDifferent_ChangesNothing()
    {
        await PrepareAuditAsync();
        var tab = Show();
        tab.Find("[data-testid=config-retryMaxTimes]").Input("3");

        Cluster.Groups["g"].Configs["broker-b"] = new GroupSettings("g", RetryQueues: 4);
        await tab.Find("form").SubmitAsync();

        tab.WaitForElement("[data-testid=config-problem]").TextContent.ShouldContain("(Retry queues per broker)");
        Cluster.Groups["g"].Configs["broker-b"].RetryQueues.ShouldBe(4);
    }

    [Fact]
    public async Task Confirm_SwitchedOffElsewhereMeanwhile_ChangesNothing()
    {
        await PrepareAuditAsync();
        var dialogs = Render<RadzenDialog>();
        var tab = Show();
        tab.Find("[data-testid=config-enabled]").Change(false);
        _ = tab.Find("form").SubmitAsync();
        dialogs.WaitForElement("[data-testid=confirm]");

        Cluster.Groups["g"].Save(new GroupSettings("g", Enabled: false, RetryQueues: 2), Cluster.Brokers);
        await dialogs.Find("[data-testid=confirm]").ClickAsync(new());

        dialogs.WaitForElement("[role=alert]").TextContent.ShouldContain("(Consumption)");
        Cluster.Groups["g"].Configs["broker-a"].RetryQueues.ShouldBe(2);
        (await DetailsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public void Open_ReadOnlyCluster_CannotBeChanged()
    {
        Cluster.IsReadOnly = true;

        Show().FindAll("input:not([disabled])").ShouldBeEmpty();
    }

    private IRenderedComponent<ConfigTab> Show()
    {
        var tab = Render<ConfigTab>(with => with
            .Add(shown => shown.Cluster, "embedded").Add(shown => shown.Group, "g").Add(shown => shown.Members, 2));
        tab.WaitForElement("[data-testid=config-row]");
        return tab;
    }

    private async Task<IEnumerable<string?>> DetailsAsync() =>
        (await Services.GetRequiredService<AuditLog>().ReadNewestAsync(5, CancellationToken.None)).Select(entry => entry.Detail);
}
