namespace Engine.Tests.Programs;

public sealed class SoakProgramTests
{
    [Fact]
    [Trait("Behaviour", "D5")]
    public async Task Soak_TwentySecondsOfMembersThatComeAndGo_LosesNothingAndDoublesOnlyWhatItMay()
    {
        // Another seed each time; the notes name it.
        var (exitCode, figures, notes) = await BenchmarkProgram.RunAsync("soak");

        exitCode.ShouldBe(0, string.Join('\n', [.. figures, notes]));
        figures.ShouldContain("soak-lost 0 msg");
        figures.ShouldContain("soak-duplicates-unexplained 0 msg");
        figures.ShouldContain("soak-offsets-back 0 times");
        figures.ShouldNotContain("soak-sent 0 msg");
        figures.ShouldNotContain("soak-failed 0 times");
        figures.ShouldNotContain("soak-rebalances 0 times");
    }

    [Fact]
    public async Task Soak_UnknownOption_SaysWhichThereAre()
    {
        var (exitCode, figures, notes) = await BenchmarkProgram.RunAsync("soak", "--fast");

        exitCode.ShouldBe(2);
        figures.ShouldBeEmpty();
        notes.ShouldContain("There is no option '--fast'; there are: --seconds N, --seed S, --long.");
    }
}
