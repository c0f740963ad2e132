
namespace Engine.Tests.Conformance;

/// <summary>
/// Every request that RocketMQ 4.9.8's clients, tools and broker sent while they were recorded is answered as it was answered then, byte
/// for byte through the frame codec, but for what <see cref="MayDiffer"/> lists.
/// </summary>
public sealed class ConformanceTests(ReplaySession session) : IClassFixture<ReplaySession>
{
    public static TheoryData<string> Files => [.. ReplayPlan.Json.Concat(ReplayPlan.Binary).Concat(ReplayPlan.Alone)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Replay_RecordedRequests_AreAnsweredAsRecorded(string file) =>
        session.DifferencesOf(file).ShouldBeEmpty(file);

    [Fact]
    public void Plan_HasEveryRecordedFile()
    {
        var recorded = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Data", "Recordings"), "*.jsonl")
            .Select(path => Path.GetFileName(path)!);

        ReplayPlan.Json.Concat(ReplayPlan.Binary).Concat(ReplayPlan.Alone).Order(StringComparer.Ordinal)
            .ShouldBe(recorded.Order(StringComparer.Ordinal));
    }
}
