using Engine.Broker.Delays;

namespace Engine.Tests.Broker.Delays;

public sealed class DueMessagesTests
{
    private const long Now = 1_000_000;
    private const long Delay = 5_000;

    [Theory]
    [InlineData(Now, true)]
    [InlineData(Now - 1, true)]
    [InlineData(0, true)]
    [InlineData(Now + 1, false)]
    [InlineData(Now + Delay, false)]
    [InlineData(Now + Delay + 1, true)]
    public void Matches_DueTime(long due, bool isDue)
    {
        var messages = new DueMessages(Now, Delay);

        messages.Matches(due).ShouldBe(isDue);

        messages.NextDueMs.ShouldBe(isDue ? null : due);
    }

    [Fact]
    public void Matches_BehindOneThatIsNotDue_NothingMore()
    {
        var messages = new DueMessages(Now, Delay);
        messages.Matches(Now).ShouldBeTrue();
        messages.Matches(Now + 10).ShouldBeFalse();

        messages.Matches(Now).ShouldBeFalse("messages of a level are delivered in order");

        messages.NextDueMs.ShouldBe(Now + 10);
    }
}
