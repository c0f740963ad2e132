namespace Engine.Tests.Programs;

public sealed class FuzzProgramTests
{
    [Fact]
    public async Task Fuzz_HundredThousandDamagedFrames_NothingCrashesOrGrows()
    {
        // Another seed each time; the notes name it.
        var (exitCode, figures, notes) = await BenchmarkProgram.RunAsync("fuzz", "--frames", "100000");

        exitCode.ShouldBe(0, string.Join('\n', [.. figures, notes]));
        figures.ShouldContain("fuzz-frames 100000 frames");
        figures.ShouldContain("fuzz-crashes 0 times");
        figures.ShouldNotContain("fuzz-succeeded 0 frames");
        figures.ShouldNotContain("fuzz-refused 0 frames");
    }

    [Fact]
    public async Task Fuzz_UnknownOption_SaysWhichThereAre()
    {
        var (exitCode, figures, notes) = await BenchmarkProgram.RunAsync("fuzz", "--fast");

        exitCode.ShouldBe(2);
        figures.ShouldBeEmpty();
        notes.ShouldContain("There is no option '--fast'; there are: --frames N, --seed S.");
    }
}
