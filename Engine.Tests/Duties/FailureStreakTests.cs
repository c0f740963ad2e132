using Engine.Duties;

namespace Engine.Tests.Duties;

public sealed class FailureStreakTests
{
    private readonly FailureStreak _streak = new();

    [Fact]
    public void IsNew_TheSameAgain_IsSaidOnceUntilAGoodTurn()
    {
        _streak.IsNew(new IOException("full")).ShouldBeTrue();
        _streak.IsNew(new IOException("full")).ShouldBeFalse();
        _streak.IsNew(new IOException("full")).ShouldBeFalse();

        _streak.End().ShouldBe(3);
        _streak.End().ShouldBe(0);
        _streak.IsNew(new IOException("full")).ShouldBeTrue();
    }

    [Fact]
    public void IsNew_AnotherFailure_IsSaidToo()
    {
        _streak.IsNew(new IOException("full")).ShouldBeTrue();

        _streak.IsNew(new IOException("gone")).ShouldBeTrue();
        _streak.IsNew(new InvalidOperationException("gone")).ShouldBeTrue();

        _streak.Length.ShouldBe(3);
    }
}
