namespace Engine.Tests.Programs;

public sealed class CrashProgramTests
{
    [Fact]
    public async Task Crash_TenRoundsOfKills_LoseAndDoubleNothing()
    {
        var (exitCode, figures, notes) = await BenchmarkProgram.RunAsync("crash", "--rounds", "10", "--seed", "3");

        exitCode.ShouldBe(0, notes);
        figures.ShouldContain("crash-rounds 10 rounds");
        figures.ShouldContain("crash-lost 0 msg");
        figures.ShouldContain("crash-duplicates 0 msg");
        figures.ShouldContain("crash-wrong 0 msg");
        figures.Single(line => line.StartsWith("crash-acknowledged ", StringComparison.Ordinal)).ShouldNotBe("crash-acknowledged 0 msg");
    }
}
