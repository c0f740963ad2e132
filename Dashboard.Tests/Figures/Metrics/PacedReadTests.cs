using Dashboard.Figures.Metrics;
using Dashboard.Tests.Figures.Sampling;
using Engine.Tests.Time;

namespace Dashboard.Tests.Figures.Metrics;

/// <summary>Slow reads: seldom, shared, and never long in anybody's way.</summary>
public sealed class PacedReadTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly LogRecorder<PacedReadTests> _log = new();
    private readonly PacedRead<string> _read;
    private Func<CancellationToken, Task<string>> _next;
    private int _reads;

    public PacedReadTests()
    {
        _next = _ => Task.FromResult($"value {_reads}");
        _read = new PacedRead<string>(
            "things",
            cancel =>
            {
                _reads++;
                return _next(cancel);
            },
            _clock,
            _log);
    }

    public ValueTask DisposeAsync() => _read.DisposeAsync();

    [Fact]
    public async Task Get_AgainWithinTenSeconds_IsTheSameRead()
    {
        (await GetAsync()).ShouldBe("value 1");
        _clock.Advance(MetricsLimits.ReadEvery - TimeSpan.FromMilliseconds(1));
        (await GetAsync()).ShouldBe("value 1");
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        (await GetAsync()).ShouldBe("value 2");
    }

    [Fact]
    public async Task Get_ReadHangs_GivesWhatIsKnownAfterASecondAndTheReadGoesOn()
    {
        await GetAsync();
        _clock.Advance(MetricsLimits.ReadEvery);
        TaskCompletionSource<string> late = new();
        _next = _ => late.Task;

        var asked = GetAsync();
        await _clock.WaitForTimersAsync(2);
        _clock.Advance(MetricsLimits.ScrapeWait);
        (await asked).ShouldBe("value 1");

        late.SetResult("late");
        (await GetAsync()).ShouldBe("late");
        _reads.ShouldBe(2);
    }

    [Fact]
    public async Task Get_ReadTakesLongerThanItsTime_IsCancelled()
    {
        TaskCompletionSource cancelled = new();
        _next = async cancel =>
        {
            cancel.Register(cancelled.SetResult);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
            return "never";
        };

        var asked = GetAsync();
        await _clock.WaitForTimersAsync(2);
        _clock.Advance(MetricsLimits.ReadTime);

        (await asked).ShouldBeNull();
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Get_ReadsFail_KeepsTheValueUntilItIsTooOldAndSaysSoOnce()
    {
        await GetAsync();
        _next = _ => throw new IOException("gone");
        List<string?> seen = [];
        for (var turn = 0; turn < 4; turn++)
        {
            _clock.Advance(MetricsLimits.ReadEvery);
            seen.Add(await GetAsync());
        }

        seen.ShouldBe(["value 1", "value 1", "value 1", null]);
        _log.Lines.ShouldHaveSingleItem().Text.ShouldContain("things");
    }

    private Task<string?> GetAsync() => _read.GetAsync(CancellationToken.None);
}
