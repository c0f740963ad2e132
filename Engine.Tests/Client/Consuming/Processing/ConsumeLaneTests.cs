using Engine.Client.Consuming.Processing;
using Engine.Tests.Time;

namespace Engine.Tests.Client.Consuming.Processing;

[Trait("Behaviour", "D2")]
public sealed class ConsumeLaneTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _started = new(0);
    private readonly SemaphoreSlim _mayEnd = new(0);
    private int _running;
    private int _most;

    [Fact]
    public async Task TrySubmit_ManyRequests_RunAtMostSoManyAtATime()
    {
        var lane = new ConsumeLane(3, 100, RunAsync);
        for (var i = 0; i < 10; i++)
            lane.TrySubmit(New()).ShouldBeTrue();

        for (var i = 0; i < 3; i++)
            (await _started.WaitAsync(Patience)).ShouldBeTrue("expected three requests to run");

        (await _started.WaitAsync(Moment)).ShouldBeFalse("a fourth request runs");
        _mayEnd.Release(10);
        for (var i = 0; i < 7; i++)
            (await _started.WaitAsync(Patience)).ShouldBeTrue("expected all requests to run");

        await lane.StopAsync().WaitAsync(Patience);
        _most.ShouldBe(3);
    }

    [Fact]
    public async Task TrySubmit_FullLane_IsRejected()
    {
        var lane = new ConsumeLane(1, 1, RunAsync);
        lane.TrySubmit(New()).ShouldBeTrue();
        (await _started.WaitAsync(Patience)).ShouldBeTrue("expected the first request to run");

        lane.TrySubmit(New()).ShouldBeTrue();
        lane.TrySubmit(New()).ShouldBeFalse();

        _mayEnd.Release(2);
    }

    [Fact]
    [Trait("Behaviour", "E6")]
    public async Task StopAsync_OneRunsOneWaits_EndsWithTheRunningOne()
    {
        var lane = new ConsumeLane(1, 10, RunAsync);
        lane.TrySubmit(New());
        lane.TrySubmit(New());
        (await _started.WaitAsync(Patience)).ShouldBeTrue("expected the first request to run");

        var stopping = lane.StopAsync();
        stopping.IsCompleted.ShouldBeFalse();
        _mayEnd.Release(2);
        await stopping.WaitAsync(Patience);

        _started.CurrentCount.ShouldBe(0);
        lane.TrySubmit(New()).ShouldBeFalse();
    }

    [Fact]
    public async Task Concurrency_Raised_TakesUpWhatWaits()
    {
        var lane = new ConsumeLane(1, 100, RunAsync);
        for (var i = 0; i < 5; i++)
            lane.TrySubmit(New());

        (await _started.WaitAsync(Patience)).ShouldBeTrue("expected the first request to run");
        lane.Load.ShouldBe((1, 4));
        lane.Concurrency = 3;
        for (var i = 0; i < 2; i++)
            (await _started.WaitAsync(Patience)).ShouldBeTrue("expected three requests to run");

        (await _started.WaitAsync(Moment)).ShouldBeFalse("a fourth request runs");
        lane.Load.ShouldBe((3, 2));
        _mayEnd.Release(5);
    }

    [Fact]
    public async Task Concurrency_Lowered_HoldsAsSoonAsCallsEnd()
    {
        var lane = new ConsumeLane(3, 100, RunAsync);
        for (var i = 0; i < 6; i++)
            lane.TrySubmit(New());

        for (var i = 0; i < 3; i++)
            (await _started.WaitAsync(Patience)).ShouldBeTrue("expected three requests to run");

        lane.Concurrency = 1;
        _mayEnd.Release(2);
        await Eventually.TrueAsync(() => lane.Load == (1, 3), "one request runs, three wait");
        _mayEnd.Release(1);
        (await _started.WaitAsync(Patience)).ShouldBeTrue("expected the next request to run");

        (await _started.WaitAsync(Moment)).ShouldBeFalse("two requests run");
        _mayEnd.Release(3);
        await lane.StopAsync().WaitAsync(Patience);
    }

    [Fact]
    public void Concurrency_Zero_IsRefused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ConsumeLane(1, 1, RunAsync).Concurrency = 0);

    private static ConsumeRequest New() =>
        new(new("T", "broker-a", 0), new ProcessQueue(new FakeTimeProvider()), Records.Messages(1));

    private async ValueTask RunAsync(ConsumeRequest request)
    {
        var now = Interlocked.Increment(ref _running);
        _most = Math.Max(_most, now);
        _started.Release();
        await _mayEnd.WaitAsync();
        Interlocked.Decrement(ref _running);
    }
}
