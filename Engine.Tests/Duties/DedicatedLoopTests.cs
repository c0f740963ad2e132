using System.Threading.Channels;
using Engine.Duties;
using Engine.Tests.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Duties;

public sealed class DedicatedLoopTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _clock = new();
    private readonly Channel<int> _turns = Channel.CreateUnbounded<int>();
    private int _turn;

    [Fact]
    public async Task Start_EveryPeriod_TakesATurnOnAThreadOfItsOwn()
    {
        Thread? thread = null;
        await using var loop = Started(_ =>
        {
            thread = Thread.CurrentThread;
            Count();
        });

        _clock.Advance(Period - TimeSpan.FromMilliseconds(1));
        _turns.Reader.TryRead(out _).ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        (await NextTurnAsync()).ShouldBe(1);
        _clock.Advance(Period);
        (await NextTurnAsync()).ShouldBe(2);

        loop.Turns.ShouldBe(2);
        (thread!.Name, thread.IsThreadPoolThread).ShouldBe(("tests", false));
    }

    [Fact]
    public async Task Turn_Throws_IsCountedAndTheNextOneComes()
    {
        await using var loop = Started(_ =>
        {
            Count();
            if (_turn == 1)
                throw new InvalidOperationException("first turn");
        });

        loop.Trigger();
        (await NextTurnAsync()).ShouldBe(1);
        loop.Trigger();
        (await NextTurnAsync()).ShouldBe(2);

        loop.Failures.ShouldBe(1);
    }

    [Fact]
    public async Task Trigger_DuringATurn_GivesExactlyOneMore()
    {
        using var release = new ManualResetEventSlim();
        await using var loop = Started(stopping =>
        {
            Count();
            if (_turn == 1)
                release.Wait(Patience, stopping);
        });
        loop.Trigger();
        (await NextTurnAsync()).ShouldBe(1);

        loop.Trigger();
        loop.Trigger();
        release.Set();
        (await NextTurnAsync()).ShouldBe(2);
        loop.Trigger();
        (await NextTurnAsync()).ShouldBe(3);

        loop.Turns.ShouldBe(3);
    }

    [Fact]
    public async Task Trigger_BeforeTheStart_IsKept()
    {
        await using var loop = Made(_ => Count());
        loop.Trigger();

        loop.Start();

        (await NextTurnAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task DisposeAsync_TurnRunning_CancelsItAndWaitsForItsEnd()
    {
        var ended = false;
        var loop = Started(stopping =>
        {
            Count();
            stopping.WaitHandle.WaitOne(Patience);
            ended = true;
            stopping.ThrowIfCancellationRequested();
        });
        loop.Trigger();
        await NextTurnAsync();

        await loop.DisposeAsync().AsTask().WaitAsync(Patience);

        ended.ShouldBeTrue();
        loop.Failures.ShouldBe(0);
        _clock.ArmedTimers.ShouldBe(0);
        loop.Trigger();
        await loop.DisposeAsync().AsTask().WaitAsync(Patience);
    }

    [Fact]
    public async Task DisposeAsync_NeverStarted_Returns()
    {
        await Made(_ => Count()).DisposeAsync().AsTask().WaitAsync(Patience);

        _turns.Reader.TryRead(out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Start_Twice_IsRefused()
    {
        await using var loop = Started(_ => Count());

        Should.Throw<InvalidOperationException>(loop.Start).Message.ShouldContain("tests");
    }

    private DedicatedLoop Started(Action<CancellationToken> turn)
    {
        var loop = Made(turn);
        loop.Start();
        return loop;
    }

    private DedicatedLoop Made(Action<CancellationToken> turn) => new("tests", Period, turn, _clock, NullLogger.Instance);

    private void Count() => _turns.Writer.TryWrite(++_turn);

    private Task<int> NextTurnAsync() => _turns.Reader.ReadAsync().AsTask().WaitAsync(Patience);
}
