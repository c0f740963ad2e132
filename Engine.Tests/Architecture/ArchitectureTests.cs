using System.Runtime.CompilerServices;

namespace Engine.Tests.Architecture;

/// <summary>
/// The rules of docs/architecture.md over the repository as it is. What each rule catches is shown by the tests beside this one.
/// </summary>
public sealed class ArchitectureTests
{
    private static readonly Lazy<CodeModel> Code = new(() => CodeModel.Of(Repository.Files.Value));

    [Fact]
    public void Rooms_UsesOfOtherRooms_FollowTheArrows() => ShouldBeNone(RoomArrows.Violations(Code.Value));

    [Fact]
    public void Rooms_RestrictedNames_StayInTheirRooms() => ShouldBeNone(RestrictedNames.Violations(Code.Value));

    [Fact]
    public void Types_OfTheProduct_AreSealedAndInternalByDefault() => ShouldBeNone(TypeShapes.Violations(Code.Value));

    [Fact]
    public void Files_NamesAndFolders_SayWhatIsInside() => ShouldBeNone(FileShapes.Violations(Repository.Files.Value));

    [Fact]
    public void Sizes_EveryFileMethodLineAndConstructor_IsBelowItsHardStop() => ShouldBeNone(Sizes.HardStops(Repository.Files.Value));

    [Fact]
    public void Sizes_OfTheProduct_KeepTheHabits() =>
        ShouldBeNone(Sizes.Habits([.. Repository.Files.Value.Where(file => !file.Project.EndsWith(".Tests", StringComparison.Ordinal))]));

    [Fact]
    public void CompiledEngine_PublicTypes_LieInThePublicRooms()
    {
        var astray =
            from type in typeof(Engine.Hosting.EmbeddedClusterOptions).Assembly.GetExportedTypes()
            where !RoomTable.PublicRooms.Contains(RoomTable.RoomOf(type.Namespace ?? string.Empty))
            select type.FullName;

        astray.ShouldBeEmpty();
    }

    [Fact]
    public void CompiledEngine_Classes_AreSealedStaticOrAbstract()
    {
        var open =
            from type in typeof(Engine.Hosting.EmbeddedClusterOptions).Assembly.GetTypes()
            where type is { IsClass: true, IsSealed: false, IsAbstract: false }
            where !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && !type.Name.StartsWith('<')
            select type.FullName;

        open.ShouldBeEmpty();
    }

    private static void ShouldBeNone(IReadOnlyList<string> violations) =>
        violations.Count.ShouldBe(0, Environment.NewLine + string.Join(Environment.NewLine, violations));
}
