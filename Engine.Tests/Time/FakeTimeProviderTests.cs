namespace Engine.Tests.Time;

public sealed class FakeTimeProviderTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Advance_TimersDue_FireInTheOrderOfTheirDueTimes()
    {
        List<string> fired = [];
        using var later = _clock.CreateTimer(_ => fired.Add("later"), null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);
        using var sooner = _clock.CreateTimer(_ => fired.Add("sooner"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(2));

        fired.ShouldBe(["sooner", "later"]);
    }

    [Fact]
    public void Advance_PeriodicTimer_SeesTheClockAtEachDueTime()
    {
        List<DateTimeOffset> seen = [];
        using var timer = _clock.CreateTimer(_ => seen.Add(_clock.GetUtcNow()), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        _clock.Advance(TimeSpan.FromSeconds(2.5));

        seen.ShouldBe([FakeTimeProvider.DefaultStart.AddSeconds(1), FakeTimeProvider.DefaultStart.AddSeconds(2)]);
        _clock.GetUtcNow().ShouldBe(FakeTimeProvider.DefaultStart.AddSeconds(2.5));
    }

    [Fact]
    public void GetElapsedTime_AfterAdvance_IsTheAdvance()
    {
        var start = _clock.GetTimestamp();

        _clock.Advance(TimeSpan.FromSeconds(10));

        _clock.GetElapsedTime(start).TotalMilliseconds.ShouldBe(10_000, tolerance: 0.001);
    }

    [Fact]
    public async Task WaitForTimersAsync_ArmedLater_ReturnsOnceArmed()
    {
        var waiting = _clock.WaitForTimersAsync(1);
        waiting.IsCompleted.ShouldBeFalse();

        var delay = Task.Delay(TimeSpan.FromMinutes(1), _clock);
        await waiting;
        _clock.Advance(TimeSpan.FromMinutes(1));

        await delay.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Dispose_ArmedTimer_DoesNotFire()
    {
        var fired = false;
        _clock.CreateTimer(_ => fired = true, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan).Dispose();

        _clock.Advance(TimeSpan.FromSeconds(1));

        fired.ShouldBeFalse();
        _clock.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public void JumpTo_BackInTime_KeepsTheRemainingTime()
    {
        var fired = 0;
        using var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _clock.JumpTo(FakeTimeProvider.DefaultStart.AddHours(-1));
        _clock.Advance(TimeSpan.FromSeconds(0.9));
        fired.ShouldBe(0);
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        fired.ShouldBe(1);
    }
}
