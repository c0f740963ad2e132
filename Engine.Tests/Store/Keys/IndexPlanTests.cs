using System.Collections.Immutable;
using Engine.Store.Keys;

namespace Engine.Tests.Store.Keys;

public sealed class IndexPlanTests
{
    private static readonly IndexShape Shape = new(10, 100);

    [Fact]
    public void Decide_AllFilesInOrder_AllStay()
    {
        var files = new[] { File("a", 0, 100), File("b", 100, 200), File("c", 200, 250, count: 20) };

        Decide(files, Note(260, ("a", 100), ("b", 200), ("c", 240))).ShouldBe(new IndexPlan(3, null, null, 260));
    }

    [Fact]
    public void Decide_NothingNoted_TrustsTheFilesAlone() =>
        Decide([File("a", 0, 100)], null).ShouldBe(new IndexPlan(1, null, null, 0));

    [Fact]
    public void Decide_NotedBehindTheLogsEnd_TrustsUpToIt() => Decide([], Note(5000)).TrustedTo.ShouldBe(1000);

    [Fact]
    public void Decide_NoFileAtAll_NamesTheFirstMissing() =>
        Decide([], Note(900, ("a", 100), ("b", 200))).ShouldBe(new IndexPlan(0, null, "a", 0));

    [Fact]
    public void Decide_FileMissingInBetween_TakesTheLaterOnesAlong() =>
        Decide([File("a", 0, 100), File("c", 200, 250)], Note(900, ("a", 100), ("b", 200), ("c", 250)))
            .ShouldBe(new IndexPlan(1, "b before it is missing", "b", 0));

    [Fact]
    public void Decide_MissingFileOfMessagesThatAreGone_IsNotMissed() =>
        Decide([File("b", 100, 200)], Note(900, ("a", 50), ("b", 200)), logStart: 60).ShouldBe(new IndexPlan(1, null, null, 900));

    [Fact]
    public void Decide_EmptyFileAtTheEnd_Stays() =>
        Decide([File("a", 0, 100), File("b", 0, 0, count: 1)], null).Kept.ShouldBe(2);

    [Fact]
    public void Decide_EmptyFileBehindOneInWhichTheLogEnds_Goes()
    {
        var plan = Decide([File("a", 0, 100), File("b", 100, 1000), File("c", 0, 0, count: 1)], Note(1000, ("a", 100), ("b", 1000)));

        (plan.Kept, plan.TrustedTo).ShouldBe((2, 0));
        plan.Fault.ShouldBe("it is empty, and the file before it reaches to offset 1000, behind the log's end, 1000");
    }

    public static TheoryData<string, string> Faults => new()
    {
        { "longer", "bytes and counts" },
        { "shorter than its items", "bytes and counts" },
        { "no header", "bytes and counts" },
        { "count below one", "it counts -1 items" },
        { "count above all", "counts 101 items" },
        { "offsets fall", "it reaches from offset 300 to 200" },
        { "times fall", "from time 9 to 2" },
        { "negative", "it reaches from offset -1 to 200" },
        { "overlaps", "it begins at offset 99, before the end of the file before it, 100" },
        { "ahead of the log", "it begins at offset 1000, behind the log's end, 1000" },
        { "older copy", "it reached to offset 200 once and reaches to 199 now" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Decide_FileThatCannotBe_GoesWithTheLaterOnes(string what, string fault)
    {
        var good = File("b", 100, 200);
        var bad = what switch
        {
            "longer" => good with { Length = Shape.FileBytes + 1 },
            "shorter than its items" => good with { Length = Shape.ItemAt(100) - 1 },
            "no header" => new IndexFileFacts("b", 12, default),
            "count below one" => good with { Header = good.Header with { Count = -1 } },
            "count above all" => good with { Header = good.Header with { Count = 101 }, },
            "offsets fall" => good with { Header = good.Header with { BeginOffset = 300 } },
            "times fall" => good with { Header = good.Header with { BeginTime = 9 } },
            "negative" => good with { Header = good.Header with { BeginOffset = -1 } },
            "overlaps" => good with { Header = good.Header with { BeginOffset = 99 } },
            "ahead of the log" => good with { Header = good.Header with { BeginOffset = 1000, EndOffset = 1100 } },
            _ => good with { Header = good.Header with { EndOffset = 199 } },
        };

        var plan = Decide([File("a", 0, 100), bad, File("c", 200, 250)], Note(900, ("a", 100), ("b", 200), ("c", 250)));

        (plan.Kept, plan.TrustedTo, plan.Missing).ShouldBe((1, 0, null));
        plan.Fault!.ShouldContain(fault);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("same", false)]
    [InlineData("other shape", true)]
    [InlineData("fewer files", true)]
    [InlineData("a little behind", false)]
    [InlineData("far behind", true)]
    public void IsWorthNoting_Earlier_FilesShapeOrMuchProgress(string? earlier, bool expected)
    {
        const long mebibyte = 1024 * 1024;
        var now = Note(200 * mebibyte, ("a", 100 * mebibyte));
        var noted = earlier switch
        {
            null => null,
            "other shape" => now with { Slots = 11 },
            "fewer files" => now with { Files = ImmutableSortedDictionary<string, long>.Empty },
            "a little behind" => now with { IndexedTo = 137 * mebibyte },
            "far behind" => now with { IndexedTo = 136 * mebibyte },
            _ => now,
        };

        now.IsWorthNoting(noted).ShouldBe(expected);
    }

    private static IndexPlan Decide(IReadOnlyList<IndexFileFacts> files, KeyCatalog? noted, long logStart = 0) =>
        IndexPlan.Decide(new IndexFacts { Shape = Shape, Files = files, Noted = noted, LogStart = logStart, LogEnd = 1000 });

    private static IndexFileFacts File(string name, long from, long to, int count = 100) => new(
        name,
        Shape.FileBytes,
        new IndexHeader { BeginOffset = from, EndOffset = to, BeginTime = 1, EndTime = 2, UsedSlots = 5, Count = count });

    private static KeyCatalog Note(long indexedTo, params (string Name, long End)[] files) => new()
    {
        Slots = Shape.Slots,
        Items = Shape.Items,
        IndexedTo = indexedTo,
        Files = files.ToImmutableSortedDictionary(file => file.Name, file => file.End, StringComparer.Ordinal),
    };
}
