using Dashboard.Components.Controls;

namespace Dashboard.Tests.Components.Controls;

public sealed class GroupListViewTests
{
    [Theory]
    [InlineData("http://c/clusters/e/groups", "alpha,beta,gamma")]
    [InlineData("http://c/clusters/e/groups?dir=asc", "gamma,beta,alpha")]
    [InlineData("http://c/clusters/e/groups?sort=name", "gamma,beta,alpha")]
    [InlineData("http://c/clusters/e/groups?sort=name&dir=asc", "alpha,beta,gamma")]
    [InlineData("http://c/clusters/e/groups?lagging=1", "alpha")]
    [InlineData("http://c/clusters/e/groups?q=BET", "beta")]
    [InlineData("http://c/clusters/e/groups?q=pay", "gamma")]
    [InlineData("http://c/clusters/e/groups?q=nothing", "")]
    [InlineData("http://c/clusters/e/groups?sort=nonsense", "alpha,beta,gamma")]
    public void Apply_ViewOfTheAddress_FiltersAndSorts(string uri, string names) =>
        string.Join(",", GroupListView.Of(uri).Apply(
            [Rows.Group("gamma", null, "offline", "payments"), Rows.Group("beta", 0), Rows.Group("alpha", 70)]).Select(group => group.Name))
            .ShouldBe(names);

    [Theory]
    [InlineData("verdict", "stuck,slow,few,well,new")]
    [InlineData("timeLag", "slow,stuck,few,well,new")]
    [InlineData("eta", "stuck,slow,well,few,new")]
    public void Apply_SortedByWhatIsWrong_ShowsTheWorstFirst(string column, string names) =>
        string.Join(",", GroupListView.Of($"http://c/clusters/e/groups?sort={column}").Apply(
            [
                Rows.Group("new", null) with { Verdict = null, TimeLagMs = null },
                Rows.Group("few", 5) with { Verdict = "fine", TimeLagMs = 5 },
                Rows.Group("well", 0) with { Verdict = "fine", TimeLagMs = 0, EtaSeconds = 0 },
                Rows.Group("stuck", 500) with { Verdict = "stalled", TimeLagMs = 9000, EtaSeconds = null },
                Rows.Group("slow", 900) with { Verdict = "behind", TimeLagMs = 12_000, EtaSeconds = 40 },
            ]).Select(group => group.Name))
            .ShouldBe(names);

    [Fact]
    public void In_View_IsReadBackTheSame()
    {
        var view = new GroupListView("a b&c", true, "members", false);

        GroupListView.Of(view.In("http://c/clusters/e/groups?old=1")).ShouldBe(view);
    }

    [Fact]
    public void In_StartView_LeavesTheAddressClean() =>
        GroupListView.Start.In("http://c/clusters/e/groups?q=x").ShouldBe("http://c/clusters/e/groups");

    [Fact]
    public void SortedBy_SameColumnAgain_TurnsTheOrder()
    {
        var byName = GroupListView.Start.SortedBy("name");

        (byName.Sort, byName.Descending).ShouldBe(("name", false));
        byName.SortedBy("name").Descending.ShouldBeTrue();
        byName.SortedBy("members").Descending.ShouldBeTrue();
    }
}
