using Engine.Diagnostics;
using Engine.Store;
using Engine.Store.Log;
using Engine.Tests.Time;

namespace Engine.Tests.Store;

public sealed class GroupCommitTests : IAsyncDisposable
{
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _clock = new();
    private readonly StoreLog _log = new();
    private readonly ScriptedDisk _disk = new();
    private readonly LogFlush _flush;
    private readonly GroupCommit _commit;

    public GroupCommitTests()
    {
        var meter = new StoreMeter(null, "here");
        _flush = new LogFlush(_disk, _clock, meter, _log);
        _commit = new GroupCommit(_flush, FlushTimeout, _clock, meter, _log);
        _commit.Start();
    }

    public async ValueTask DisposeAsync()
    {
        _disk.Open();
        await _commit.DisposeAsync();
    }

    [Fact]
    public async Task WaitAsync_ManyWhileAFlushRuns_ShareTheNextOne()
    {
        _disk.Close();
        var first = Wait(1);
        await _disk.NextFlushAsync();

        var others = Enumerable.Range(2, 10_000).Select(Wait).ToArray();
        _disk.Open();

        (await first).ShouldBeTrue();
        (await All(others)).ShouldAllBe(isSafe => isSafe);
        _disk.Flushes.ShouldBe(2);
        _flush.FlushedOffset.ShouldBe(10_001);
    }

    [Fact]
    public async Task WaitAsync_AlreadyOnTheDisk_IsDoneWithoutAFlush()
    {
        (await Wait(5)).ShouldBeTrue();

        var wait = _commit.WaitAsync(5, CancellationToken.None);

        wait.IsCompletedSuccessfully.ShouldBeTrue();
        (await wait).ShouldBeTrue();
        _disk.Flushes.ShouldBe(1);
    }

    [Fact]
    public async Task WaitAsync_DiskHangs_EachIsToldAfterItsOwnTime()
    {
        _disk.Close();
        var first = Wait(1);
        await _disk.NextFlushAsync();
        _clock.Advance(TimeSpan.FromSeconds(2));
        var second = Wait(2);

        _clock.Advance(TimeSpan.FromSeconds(2.999));
        first.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(0.001));
        (await first.WaitAsync(Patience)).ShouldBeFalse();
        second.IsCompleted.ShouldBeFalse();
        _commit.Waiting.ShouldBe(2);
        _clock.Advance(TimeSpan.FromSeconds(2));
        (await second.WaitAsync(Patience)).ShouldBeFalse();

        // Who gave up while waiting for its turn is not kept.
        _commit.Waiting.ShouldBe(1);
        _clock.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public async Task WaitAsync_Cancelled_EndsAtOnce()
    {
        _disk.Close();
        using var gone = new CancellationTokenSource();
        var wait = _commit.WaitAsync(1, gone.Token).AsTask();
        _disk.Written = 1;

        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(wait.WaitAsync(Patience));
    }

    [Fact]
    public async Task WaitAsync_DiskRefuses_IsToldAtOnceUntilAFlushWorksAgain()
    {
        _disk.Refusal = new IOException("broken");
        (await Wait(1).WaitAsync(Patience)).ShouldBeFalse();
        (await Wait(2).WaitAsync(Patience)).ShouldBeFalse();
        _disk.Flushes.ShouldBe(1);

        _disk.Refusal = null;
        _flush.TryFlush().ShouldBeTrue();

        (await Wait(3).WaitAsync(Patience)).ShouldBeTrue();
        _log.Lines.Count(line => line.StartsWith("Error", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task WaitAsync_FlushFailsUnexpectedly_AnswersAndServesTheNext()
    {
        _disk.Refusal = new InvalidOperationException("a mistake");
        (await Wait(1).WaitAsync(Patience)).ShouldBeFalse();
        _disk.Refusal = null;

        (await Wait(2).WaitAsync(Patience)).ShouldBeTrue();
    }

    [Fact]
    public async Task DisposeAsync_SomeStillWait_AllAreAnswered()
    {
        _disk.Close();
        var first = Wait(1);
        await _disk.NextFlushAsync();
        var second = Wait(2);

        var disposing = _commit.DisposeAsync().AsTask();
        _disk.Open();
        await disposing.WaitAsync(Patience);

        (await first.WaitAsync(Patience)).ShouldBeTrue();
        (await second.WaitAsync(Patience)).ShouldBe(_flush.FlushedOffset >= 2);
        (await Wait(3).WaitAsync(Patience)).ShouldBeFalse();
        _clock.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public async Task MakeSafeAsync_DiskRefuses_SaysSoAndTheMessageStaysStored()
    {
        _disk.Refusal = new IOException("broken");
        _disk.Written = 10;

        var result = await _commit.MakeSafeAsync(new PutResult { Status = PutStatus.PutOk, EndOffset = 10 }, CancellationToken.None);

        (result.Status, result.IsStored, result.EndOffset).ShouldBe((PutStatus.FlushDiskTimeout, true, 10L));
    }

    private static Task<bool[]> All(Task<bool>[] waits) => Task.WhenAll(waits).WaitAsync(Patience);

    private Task<bool> Wait(int end)
    {
        _disk.Written = end;
        return _commit.WaitAsync(end, CancellationToken.None).AsTask();
    }
}
