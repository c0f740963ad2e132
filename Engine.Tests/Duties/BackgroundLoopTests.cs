using System.Threading.Channels;
using Engine.Duties;
using Engine.Tests.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Duties;

public sealed class BackgroundLoopTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _clock = new();
    private readonly Channel<int> _runs = Channel.CreateUnbounded<int>();
    private int _run;

    [Fact]
    public async Task Start_BodyFails_BeginsAnewAfterAPauseThatDoubles()
    {
        await using var loop = Started(_ =>
        {
            _runs.Writer.TryWrite(++_run);
            throw new InvalidOperationException("always");
        });

        (await NextRunAsync()).ShouldBe(1);
        await _clock.WaitForTimersAsync(1);
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        (await NextRunAsync()).ShouldBe(2);
        await _clock.WaitForTimersAsync(1);
        _clock.Advance(TimeSpan.FromMilliseconds(199));
        loop.Failures.ShouldBe(2);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        (await NextRunAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task DisposeAsync_BodyRunning_CancelsItAndWaits()
    {
        var ended = false;
        var loop = Started(async cancellationToken =>
        {
            _runs.Writer.TryWrite(++_run);
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, _clock, cancellationToken);
            }
            finally
            {
                ended = true;
            }
        });
        await NextRunAsync();

        await loop.DisposeAsync().AsTask().WaitAsync(Patience);

        ended.ShouldBeTrue();
        loop.Failures.ShouldBe(0);
    }

    [Fact]
    public async Task DisposeAsync_NeverStarted_Ends()
    {
        var loop = new BackgroundLoop("tests", _ => Task.CompletedTask, NullLogger.Instance, _clock);

        await loop.DisposeAsync().AsTask().WaitAsync(Patience);
    }

    private BackgroundLoop Started(Func<CancellationToken, Task> body)
    {
        var loop = new BackgroundLoop("tests", body, NullLogger.Instance, _clock);
        loop.Start();
        return loop;
    }

    private Task<int> NextRunAsync() => _runs.Reader.ReadAsync().AsTask().WaitAsync(Patience);
}
