using Engine.Client.Instance;
using Engine.Tests.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Client.Instance;

public sealed class DelayedActionsTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly DelayedActions _delays;
    private int _done;

    public DelayedActionsTests() => _delays = new DelayedActions(_clock, NullLogger.Instance);

    [Fact]
    public void Schedule_TimeComes_RunsOnce()
    {
        _delays.Schedule(TimeSpan.FromSeconds(1), () => _done++);

        _clock.Advance(TimeSpan.FromSeconds(0.9));
        _done.ShouldBe(0);
        _clock.Advance(TimeSpan.FromSeconds(5));

        _done.ShouldBe(1);
        _delays.Count.ShouldBe(0);
    }

    [Fact]
    public void Schedule_ActionThrows_OthersRun()
    {
        _delays.Schedule(TimeSpan.FromSeconds(1), () => throw new InvalidOperationException("action"));
        _delays.Schedule(TimeSpan.FromSeconds(1), () => _done++);

        _clock.Advance(TimeSpan.FromSeconds(1));

        _done.ShouldBe(1);
    }

    [Fact]
    public void Schedule_CalledOff_RunsTheOthersOnly()
    {
        var calledOff = _delays.Schedule(TimeSpan.FromSeconds(1), () => _done += 10);
        _delays.Schedule(TimeSpan.FromSeconds(1), () => _done++);

        calledOff.Dispose();
        _delays.Count.ShouldBe(1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        calledOff.Dispose();

        _done.ShouldBe(1);
        _clock.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public void Dispose_Waiting_RunsNothingMore()
    {
        _delays.Schedule(TimeSpan.FromSeconds(1), () => _done++);

        _delays.Dispose();
        _delays.Schedule(TimeSpan.FromSeconds(1), () => _done++);
        _clock.Advance(TimeSpan.FromSeconds(5));

        _done.ShouldBe(0);
        _clock.ArmedTimers.ShouldBe(0);
    }
}
