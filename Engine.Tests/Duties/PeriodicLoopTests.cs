using System.Threading.Channels;
using Engine.Duties;
using Engine.Tests.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Duties;

public sealed class PeriodicLoopTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _clock = new();
    private readonly Channel<int> _turns = Channel.CreateUnbounded<int>();
    private int _turn;

    [Fact]
    public async Task Start_FirstDelayThenPeriod_TakesATurnEach()
    {
        await using var loop = Started(Count);

        _clock.Advance(First - TimeSpan.FromMilliseconds(1));
        _turns.Reader.TryRead(out _).ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        (await NextTurnAsync()).ShouldBe(1);
        _clock.Advance(Period);
        (await NextTurnAsync()).ShouldBe(2);
        loop.Turns.ShouldBe(2);
    }

    [Fact]
    public async Task Turn_Throws_IsCountedAndTheNextOneComes()
    {
        await using var loop = Started(async cancellationToken =>
        {
            await Count(cancellationToken);
            if (_turn == 1)
                throw new InvalidOperationException("first turn");
        });

        _clock.Advance(First);
        (await NextTurnAsync()).ShouldBe(1);
        _clock.Advance(Period);
        (await NextTurnAsync()).ShouldBe(2);

        loop.Failures.ShouldBe(1);
    }

    [Fact]
    public async Task Trigger_DuringATurn_GivesExactlyOneMore()
    {
        var release = new TaskCompletionSource();
        await using var loop = Started(async cancellationToken =>
        {
            await Count(cancellationToken);
            if (_turn == 1)
                await release.Task;
        });
        loop.Trigger();
        (await NextTurnAsync()).ShouldBe(1);

        loop.Trigger();
        loop.Trigger();
        loop.Trigger();
        release.SetResult();

        (await NextTurnAsync()).ShouldBe(2);
        loop.Trigger();
        (await NextTurnAsync()).ShouldBe(3);
        loop.Turns.ShouldBe(3);
    }

    [Fact]
    public async Task Trigger_BeforeTheStart_IsKept()
    {
        await using var loop = new PeriodicLoop("tests", First, Period, Count, _clock, NullLogger.Instance);
        loop.Trigger();

        loop.Start();

        (await NextTurnAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task DisposeAsync_TurnRunning_CancelsItAndWaitsForItsEnd()
    {
        var ended = false;
        var loop = Started(async cancellationToken =>
        {
            await Count(cancellationToken);
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, _clock, cancellationToken);
            }
            finally
            {
                ended = true;
            }
        });
        loop.Trigger();
        await NextTurnAsync();

        await loop.DisposeAsync().AsTask().WaitAsync(Patience);

        ended.ShouldBeTrue();
        loop.Failures.ShouldBe(0);
        _clock.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public async Task Start_Twice_IsRefused()
    {
        await using var loop = Started(Count);

        Should.Throw<InvalidOperationException>(loop.Start).Message.ShouldContain("tests");
    }

    private PeriodicLoop Started(Func<CancellationToken, ValueTask> work)
    {
        var loop = new PeriodicLoop("tests", First, Period, work, _clock, NullLogger.Instance);
        loop.Start();
        return loop;
    }

    private ValueTask Count(CancellationToken cancellationToken) => _turns.Writer.WriteAsync(++_turn, cancellationToken);

    private Task<int> NextTurnAsync() => _turns.Reader.ReadAsync().AsTask().WaitAsync(Patience);
}
