namespace Engine.Tests.Architecture;

public sealed class TypeShapesTests
{
    [Theory]
    [InlineData("Engine/Store/Log", "internal class X;", "must be sealed, static or abstract")]
    [InlineData("Engine/Store/Log", "internal sealed class X { private class Inner; }", "Inner must be sealed")]
    [InlineData("Engine/Store/Log", "internal record X;", "must be sealed")]
    [InlineData("Engine/Store/Log", "public sealed class X;", "must be internal")]
    [InlineData("Engine/Broker", "public enum X;", "must be internal")]
    [InlineData("Dashboard/Figures/Live", "public sealed record X;", "must be internal")]
    public void Violations_OpenOrPublicType_IsFound(string folder, string type, string fault) =>
        Of(File(folder, type)).ShouldHaveSingleItem().ShouldContain(fault);

    [Theory]
    [InlineData("Engine/Store/Log", "internal sealed class X;")]
    [InlineData("Engine/Store/Log", "internal static class X;")]
    [InlineData("Engine/Store/Log", "internal abstract class X;")]
    [InlineData("Engine/Store/Log", "internal sealed partial class X; partial class X;")]
    [InlineData("Engine/Client/Producing", "public sealed class X;")]
    [InlineData("Engine/Protocol", "public readonly record struct X;")]
    [InlineData("Dashboard/Components/Charts", "public class X : Microsoft.AspNetCore.Components.ComponentBase;")]
    public void Violations_SealedOrAllowed_IsFine(string folder, string type) => Of(File(folder, type)).ShouldBeEmpty();

    [Fact]
    public void Violations_CodeBehindOfAComponent_MayBePublicAndOpen() =>
        Of(
            new("Dashboard/Components/Pages/XPage.razor", "@page \"/x\""),
            new("Dashboard/Components/Pages/XPage.razor.cs", "namespace Dashboard.Components.Pages; public partial class XPage;"))
            .ShouldBeEmpty();

    private static SourceFile File(string folder, string type) => new($"{folder}/X.cs", $"namespace {folder.Replace('/', '.')}; {type}");

    private static IReadOnlyList<string> Of(params SourceFile[] files) => TypeShapes.Violations(CodeModel.Of(files));
}
