using Engine.Remoting.Outbound;
using Engine.Tests.Time;

namespace Engine.Tests.Remoting.Outbound;

public sealed class ConnectBackOffTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Refusal_FailuresInARow_PausesDoubleUpToThreeSeconds()
    {
        var backOff = new ConnectBackOff(_clock);
        var pauses = new List<int>();

        for (var failure = 0; failure < 9; failure++)
        {
            backOff.Failed("refused");
            pauses.Add(PauseOf(backOff));
        }

        pauses.ShouldBe([0, 100, 200, 400, 800, 1600, 3000, 3000, 3000]);
    }

    [Fact]
    public void Refusal_SaysWhyAndWhenNext()
    {
        var backOff = new ConnectBackOff(_clock);
        backOff.Failed("refused");
        backOff.Failed("refused");

        backOff.Refusal.ShouldBe("refused; it is tried again in 100 ms");
    }

    [Fact]
    public void Succeeded_AfterFailures_BeginsAnew()
    {
        var backOff = new ConnectBackOff(_clock);
        backOff.Failed("refused");
        backOff.Failed("refused");

        backOff.Succeeded();

        backOff.Refusal.ShouldBeNull();
        backOff.Failed("refused");
        backOff.Refusal.ShouldBeNull();
    }

    private int PauseOf(ConnectBackOff backOff)
    {
        // Timestamps of this clock are rounded down.
        _clock.Advance(TimeSpan.FromMicroseconds(1));
        var pause = 0;
        for (; backOff.Refusal is not null; pause += 100)
            _clock.Advance(TimeSpan.FromMilliseconds(100));

        return pause;
    }
}
