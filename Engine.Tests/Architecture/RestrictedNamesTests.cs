namespace Engine.Tests.Architecture;

public sealed class RestrictedNamesTests
{
    private static readonly SourceFile Admin = new(
        "Engine/Admin/IClusterAdmin.cs", "namespace Engine.Admin; public interface IClusterAdmin { void Delete(); }");

    private static readonly SourceFile Changer = new(
        "Dashboard/Clusters/IClusterChanger.cs", "namespace Dashboard.Clusters; internal interface IClusterChanger { void Delete(); }");

    private static readonly SourceFile Registry = new(
        "Dashboard/Clusters/ClusterRegistry.cs",
        "namespace Dashboard.Clusters; internal sealed class ClusterRegistry { public IClusterChanger FindChanger() => null!; }");

    [Fact]
    public void Violations_ClusterAdminOutsideClusters_IsFound()
    {
        Of(Admin, Using("Dashboard.Api", "Engine.Admin.IClusterAdmin? A;"))
            .ShouldHaveSingleItem().ShouldContain("may not use Engine.Admin.IClusterAdmin");
        Of(Admin, Using("Dashboard.Clusters", "Engine.Admin.IClusterAdmin? A;")).ShouldBeEmpty();
    }

    [Fact]
    public void Violations_ChangingHalfOutsideChanges_IsFound()
    {
        Of(Changer, Using("Dashboard.Api", "Dashboard.Clusters.IClusterChanger? A;")).ShouldHaveSingleItem();
        Of(Changer, Using("Dashboard.Changes", "Dashboard.Clusters.IClusterChanger? A;")).ShouldBeEmpty();
    }

    [Fact]
    public void Violations_ChangingHalfReachedWithoutItsName_IsFound() =>
        Of(Changer, Registry, Using("Dashboard.Demo", "void M(Dashboard.Clusters.ClusterRegistry all) => all.FindChanger().Delete();"))
            .ShouldHaveSingleItem().ShouldContain("may not use Dashboard.Clusters.IClusterChanger");

    [Fact]
    public void Violations_MarkupWithTheChangingHalf_IsFound() =>
        Of(new SourceFile("Dashboard/Components/Pages/Topics/TopicsPage.razor", "@inject IClusterChanger Changer")).ShouldHaveSingleItem();

    [Fact]
    public void Violations_SystemClockOutsideTheComposition_IsFound()
    {
        Of(Using("Engine.Broker", "object M() => System.TimeProvider.System;")).ShouldHaveSingleItem();
        Of(Using("Engine.Hosting", "object M() => System.TimeProvider.System;")).ShouldBeEmpty();
    }

    private static SourceFile Using(string room, string member) =>
        new($"{room.Replace('.', '/')}/Use.cs", $"namespace {room}; internal sealed class Use {{ {member} }}");

    private static IReadOnlyList<string> Of(params SourceFile[] files) => RestrictedNames.Violations(CodeModel.Of(files));
}
