using Engine.Store.Recovery;

namespace Engine.Tests.Store;

public sealed class RecoveryPlanTests
{
    private const long All = long.MaxValue;

    [Theory]
    [InlineData(true, 2500, false, 0, 2500, All)]
    [InlineData(true, 2500, true, 0, 1000, All)]
    [InlineData(true, -1, false, 0, 1000, All)]
    [InlineData(false, 2500, false, 0, 1000, 1000)]
    [InlineData(false, 2500, false, 150, 1000, 1000)]
    [InlineData(false, 2500, false, 200, 2000, 2000)]
    [InlineData(false, 2500, false, 999, 3000, 3000)]
    [InlineData(false, 2500, true, 999, 1000, 3000)]
    public void Decide_Facts_GivesWhereToReadAndWhatToDistrust(
        bool isClean, long dispatchedEnd, bool incomplete, long trustedTime, long scanFrom, long distrustFrom)
    {
        var facts = new RecoveryFacts
        {
            IsClean = isClean,
            LogStart = 1000,
            DispatchedEnd = dispatchedEnd,
            AreQueuesIncomplete = incomplete,
            TrustedTime = trustedTime,
            Files = [(1000, 100), (2000, 200), (3000, 300)],
        };

        RecoveryPlan.Decide(facts).ShouldBe(new RecoveryPlan(scanFrom, distrustFrom));
    }
}
