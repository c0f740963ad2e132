using System.Globalization;

namespace Engine.Tests.Programs;

public sealed class MicroProgramTests
{
    private static readonly string[] Benchmarks =
    [
        "append-single", "append-batch32", "record-decode", "record-to-message", "pull-32", "queue-lookup", "queue-lookup-newest",
        "key-put", "offset-commit",
    ];

    [Fact]
    public async Task List_Always_NamesTheMode()
    {
        var (exitCode, modes, _) = await BenchmarkProgram.RunAsync("list");

        exitCode.ShouldBe(0);
        modes.ShouldBe(["list", "store", "consume", "console", "crash", "soak", "drill", "micro", "fuzz", "wire"], ignoreOrder: true);
    }

    [Fact]
    public async Task Micro_Dry_RunsEachBenchmarkAndPrintsItsFigures()
    {
        var (exitCode, figures, notes) = await BenchmarkProgram.RunAsync("micro", "--dry");

        exitCode.ShouldBe(0, notes);
        figures.Select(line => line.Split(' ')).ShouldAllBe(parts => parts.Length == 3 && IsFigure(parts[1]));
        figures.Select(line => line.Split(' ')).Select(parts => $"{parts[0]} {parts[2]}")
            .ShouldBe(Benchmarks.SelectMany(name => new[] { $"micro-{name} ns", $"micro-{name}-alloc B" }), ignoreOrder: true);
    }

    [Fact]
    public async Task Micro_UnknownOption_SaysWhichThereAre()
    {
        var (exitCode, figures, notes) = await BenchmarkProgram.RunAsync("micro", "--fast");

        exitCode.ShouldBe(2);
        figures.ShouldBeEmpty();
        notes.ShouldContain("There is no option '--fast'; there are: --long, --dry.");
    }

    private static bool IsFigure(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= 0;
}
