namespace Engine.Tests.Architecture;

public sealed class RoomArrowsTests
{
    private static readonly SourceFile Log = new(
        "Engine/Store/Log/CommitLog.cs",
        "namespace Engine.Store.Log; public static class CommitLog { public static void Append(this string text) { } }");

    [Fact]
    public void Violations_UsingOfAForbiddenRoom_IsNamedWithItsLine() =>
        Of(Log, new("Engine/Remoting/Codec/Frame.cs", "using Engine.Store.Log;\nnamespace Engine.Remoting.Codec;\nsealed class Frame;"))
            .ShouldHaveSingleItem().ShouldBe("Engine/Remoting/Codec/Frame.cs:1: Engine.Remoting may not use Engine.Store.Log (Log)");

    [Theory]
    [InlineData("internal sealed class Frame { object M() => typeof(Engine.Store.Log.CommitLog); }")]
    [InlineData("internal sealed class Frame { object M() => typeof(Store.Log.CommitLog); }")]
    [InlineData("internal sealed class Frame { void M() => Store.Log.CommitLog.Append(string.Empty); }")]
    public void Violations_ForbiddenTypeWithoutUsing_IsFound(string type) =>
        Of(Log, new("Engine/Remoting/Codec/Frame.cs", "namespace Engine.Remoting.Codec; " + type)).ShouldNotBeEmpty();

    [Fact]
    public void Violations_AllowedArrow_IsFine()
    {
        const string type = "internal sealed class SendHandler { void M() => string.Empty.Append(); }";

        Of(Log, new("Engine/Broker/Sending/SendHandler.cs", "using Engine.Store.Log; namespace Engine.Broker.Sending; " + type))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Violations_ClientRoomThatAdminMayNotSee_IsFound()
    {
        SourceFile pulling = new("Engine/Client/Consuming/PullLoop.cs", "namespace Engine.Client.Consuming; public sealed class PullLoop;");
        SourceFile sending = new("Engine/Client/Producing/Producer.cs", "namespace Engine.Client.Producing; public sealed class Producer;");
        SourceFile admin = new(
            "Engine/Admin/ClusterAdmin.cs",
            "namespace Engine.Admin; internal sealed class ClusterAdmin { Client.Consuming.PullLoop? A; Client.Producing.Producer? B; }");

        Of(pulling, sending, admin).ShouldHaveSingleItem().ShouldContain("Engine.Admin may not use Engine.Client.Consuming (PullLoop)");
    }

    [Fact]
    public void Violations_NewRoom_MustBeInTheTable() =>
        Of(new SourceFile("Engine/Gossip/Rumour.cs", "namespace Engine.Gossip; internal sealed class Rumour;"))
            .ShouldHaveSingleItem().ShouldContain("the room Engine.Gossip is not in RoomTable");

    [Theory]
    [InlineData("@using Dashboard.Api.Contracts")]
    [InlineData("@inject Api.Contracts.TopicContract Contract")]
    [InlineData("@inject Engine.Hosting.IEmbeddedCluster Cluster")]
    public void Violations_MarkupNamingAForbiddenRoom_IsFound(string line) =>
        Of(new SourceFile("Dashboard/Components/Pages/Topics/TopicsPage.razor", "@page \"/topics\"\n" + line))
            .ShouldHaveSingleItem().ShouldContain("TopicsPage.razor:2: Dashboard.Components may not use");

    [Fact]
    public void Violations_WhatIfPage_MayUseTheRebalanceStrategies()
    {
        SourceFile strategy = new(
            "Engine/Client/Consuming/Rebalance/Averagely.cs",
            "namespace Engine.Client.Consuming.Rebalance; public sealed class Averagely;");
        const string use = "internal sealed class Use { Engine.Client.Consuming.Rebalance.Averagely? A; }";

        Of(strategy, new("Dashboard/Components/Pages/WhatIf/Use.cs", "namespace Dashboard.Components.Pages.WhatIf; " + use))
            .ShouldBeEmpty();
        Of(strategy, new("Dashboard/Components/Pages/Topics/Use.cs", "namespace Dashboard.Components.Pages.Topics; " + use))
            .ShouldNotBeEmpty();
    }

    [Fact]
    public void Rooms_Arrows_HaveNoCycle()
    {
        HashSet<string> settled = [];
        var open = RoomTable.Rooms.Keys.Where(room => room != "Dashboard").ToHashSet();
        while (open.FirstOrDefault(room => TargetsOf(room).All(settled.Contains)) is { } next)
        {
            settled.Add(next);
            open.Remove(next);
        }

        open.ShouldBeEmpty("these rooms use each other in a circle");
    }

    private static IEnumerable<string> TargetsOf(string room) =>
        RoomTable.Rooms[room].Select(target => RoomTable.RoomOf(target.TrimStart('='))).Where(target => target != room);

    private static IReadOnlyList<string> Of(params SourceFile[] files) => RoomArrows.Violations(CodeModel.Of(files));
}
