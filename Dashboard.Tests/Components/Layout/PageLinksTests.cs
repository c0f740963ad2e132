using Dashboard.Components.Layout;

namespace Dashboard.Tests.Components.Layout;

public sealed class PageLinksTests
{
    [Fact]
    public void Group_NameWithSigns_IsEscaped() =>
        PageLinks.Group("embedded", "%RETRY%g").ShouldBe("clusters/embedded/groups/%25RETRY%25g");

    [Theory]
    [InlineData("clusters/embedded/groups/a?lagging=1", "embedded")]
    [InlineData("clusters/my%20own", "my own")]
    [InlineData("clusters/", null)]
    [InlineData("demo", null)]
    [InlineData("", null)]
    public void ClusterOf_Path_NamesItsCluster(string path, string? cluster) => PageLinks.ClusterOf(path).ShouldBe(cluster);

    [Theory]
    [InlineData("clusters/a/topics/orders", "clusters/b/topics")]
    [InlineData("clusters/a/groups?q=1", "clusters/b/groups")]
    [InlineData("clusters/a?broker=x", "clusters/b")]
    [InlineData("demo", "?cluster=b")]
    public void InCluster_Page_GoesToTheSameKind(string path, string other) => PageLinks.InCluster(path, "b").ShouldBe(other);

    [Fact]
    public void With_Pairs_ReplacesTheQueryAndLeavesEmptyOnesOut() =>
        PageQuery.With("http://c/p?x=1#y", ("a", "1 2"), ("b", null), ("c", string.Empty)).ShouldBe("http://c/p?a=1%202");
}
