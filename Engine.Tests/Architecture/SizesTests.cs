namespace Engine.Tests.Architecture;

public sealed class SizesTests
{
    [Theory]
    [InlineData(400, false)]
    [InlineData(401, true)]
    public void HardStops_FileLength_StopsPast400(int lines, bool found) =>
        Sizes.HardStops([new("Engine/Store/X.cs", Lines(lines))]).Any().ShouldBe(found);

    [Theory]
    [InlineData(60, false)]
    [InlineData(61, true)]
    public void HardStops_MethodBody_StopsPast60(int lines, bool found)
    {
        SourceFile file = new("Engine/Store/X.cs", "class X\n{\n    void M()\n    {\n" + Lines(lines) + "    }\n}\n");

        var violations = Sizes.HardStops([file]);

        violations.Any().ShouldBe(found);
        violations.ShouldAllBe(violation => violation.StartsWith("Engine/Store/X.cs:3 M: method body of 61"));
    }

    [Theory]
    [InlineData("Dashboard/Components/XPage.razor", 251)]
    [InlineData("Dashboard/Components/XPage.razor.cs", 301)]
    public void HardStops_ComponentLength_HasItsOwnStops(string path, int tooLong)
    {
        Sizes.HardStops([new(path, Lines(tooLong))]).ShouldHaveSingleItem();
        Sizes.HardStops([new(path, Lines(tooLong - 1))]).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(140, false)]
    [InlineData(141, true)]
    public void HardStops_LineLength_StopsPast140(int length, bool found) =>
        Sizes.HardStops([new("Engine/Store/X.cs", new string('/', length))]).Any().ShouldBe(found);

    [Theory]
    [InlineData("sealed class X(int a, int b, int c, int d, int e, int f, int g);", true)]
    [InlineData("sealed class X { X(int a, int b, int c, int d, int e, int f, int g) { } }", true)]
    [InlineData("sealed class X(int a, int b, int c, int d, int e, int f);", false)]
    [InlineData("sealed record X(int A, int B, int C, int D, int E, int F, int G);", false)]
    public void HardStops_ConstructorParameters_StopPastSix(string type, bool found) =>
        Sizes.HardStops([new("Engine/Store/X.cs", type)]).Any().ShouldBe(found);

    [Fact]
    public void Habits_MedianAndPercentile_AreJudgedOverTheTree()
    {
        Sizes.Habits(Tree(lines: 61, longOnes: 0)).ShouldHaveSingleItem().ShouldContain("file: median of 40 is 61 lines");
        Sizes.Habits(Tree(lines: 10, longOnes: 3)).ShouldHaveSingleItem().ShouldContain("95th percentile of 40 is 221 lines");
        Sizes.Habits(Tree(lines: 60, longOnes: 2)).ShouldBeEmpty();
    }

    private static SourceFile[] Tree(int lines, int longOnes) =>
        [.. Enumerable.Range(0, 40).Select(index => new SourceFile($"Engine/Store/X{index}.cs", Lines(index < longOnes ? 221 : lines)))];

    private static string Lines(int count) => string.Concat(Enumerable.Repeat("// \n", count));
}
