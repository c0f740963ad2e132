namespace Engine.Tests.Programs;

public sealed class DrillProgramTests
{
    [Fact]
    [Trait("Behaviour", "G3")]
    public async Task Drill_TenKillsOfMastersAndSlaves_LosesNothingAndDoublesOnlyWhatWasInFlight()
    {
        // Another seed each time; the notes name it.
        var (exitCode, figures, notes) = await BenchmarkProgram.RunAsync("drill");

        exitCode.ShouldBe(0, string.Join('\n', [.. figures, notes]));
        figures.ShouldContain("drill-lost 0 msg");
        figures.ShouldContain("drill-duplicates-unexplained 0 msg");
        figures.ShouldContain("drill-offsets-back 0 times");
        figures.ShouldNotContain("drill-sent 0 msg");
    }

    [Fact]
    public async Task Drill_UnknownOption_SaysWhichThereAre()
    {
        var (exitCode, figures, notes) = await BenchmarkProgram.RunAsync("drill", "--fast");

        exitCode.ShouldBe(2);
        figures.ShouldBeEmpty();
        notes.ShouldContain("There is no option '--fast'; there are: --kills N, --seed S, --long.");
    }
}
