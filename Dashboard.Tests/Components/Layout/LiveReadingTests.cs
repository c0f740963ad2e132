using System.Diagnostics.Metrics;
using Dashboard.Components.Layout;
using Dashboard.Figures.Live;
using Dashboard.Figures.Sampling;
using Dashboard.Tests.Components.Controls;
using Engine.Admin;
using Engine.Tests.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests.Components.Layout;

public sealed class LiveReadingTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _clock = new();
    private readonly LiveView _view = new();
    private readonly SemaphoreSlim _renders = new(0);
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FiguresInstruments _instruments;
    private readonly LiveSubscription<GroupSnapshot> _subscription;
    private readonly LiveReading<GroupSnapshot> _reading;

    public LiveReadingTests()
    {
        _instruments = new FiguresInstruments(_services.GetRequiredService<IMeterFactory>());
        _subscription = new LiveSubscription<GroupSnapshot>(_instruments, _ => ValueTask.CompletedTask);
        _reading = new LiveReading<GroupSnapshot>(_view, _clock, NullLogger.Instance, RenderAsync);
    }

    [Fact]
    public async Task Show_FirstChange_IsRenderedAtOnceAndTheNextAfter100Ms()
    {
        await FollowAsync();
        await PublishAndRenderAsync(1);

        _subscription.Publish(Snapshot(2));
        _subscription.Publish(Snapshot(3));
        await _clock.WaitForTimersAsync(1);
        _reading.Snapshot!.Sequence.ShouldBe(1);

        _clock.Advance(LiveReading<GroupSnapshot>.RenderDistance);
        await RenderedAsync("the newest snapshot after the render distance");
        _reading.Snapshot!.Sequence.ShouldBe(3);
        _subscription.Dropped.ShouldBe(1);
    }

    [Fact]
    public async Task Show_Paused_KeepsWhatIsShownAndCatchesUpWhenItGoesOn()
    {
        await FollowAsync();
        await PublishAndRenderAsync(1);
        _view.Toggle();

        await _clock.WaitForTimersAsync(1);
        _clock.Advance(LiveReading<GroupSnapshot>.RenderDistance);
        await PublishAndRenderAsync(2);
        _reading.Snapshot!.Sequence.ShouldBe(1);

        _view.Toggle();
        await RenderedAsync("the snapshot that came meanwhile");
        _reading.Snapshot!.Sequence.ShouldBe(2);
        _view.SampledAt.ShouldBe(Rows.Now.AddSeconds(2));
    }

    [Fact]
    public async Task Show_ThingDeleted_SaysWhy()
    {
        await FollowAsync();
        _subscription.End(new AdminException(AdminErrorKind.GroupNotFound, "The group 'g' was deleted."));

        await RenderedAsync("the failure");
        _reading.Failure!.Message.ShouldBe("The group 'g' was deleted.");
    }

    [Fact]
    public async Task Show_NothingKnownYet_SaysWhyUntilSomethingIs()
    {
        await FollowAsync();
        _subscription.Trouble(new AdminException(AdminErrorKind.Unreachable, "No name server answered."));
        await RenderedAsync("the reason");
        _reading.Failure!.Message.ShouldBe("No name server answered.");

        await PublishAndRenderAsync(1);

        _reading.Failure.ShouldBeNull();
        _subscription.Trouble(new AdminException(AdminErrorKind.Unreachable, "It went away again."));
        _reading.Failure.ShouldBeNull();
    }

    [Fact]
    public async Task Show_NothingWasKnownBefore_SaysWhyAtOnce()
    {
        _subscription.Trouble(new AdminException(AdminErrorKind.Unreachable, "No name server answered."));

        await FollowAsync();

        _reading.Failure!.Message.ShouldBe("No name server answered.");
    }

    [Fact]
    public async Task Show_StaticAnswer_ReadsOnceAndFollowsNothing()
    {
        await _reading.ShowAsync(false, () => throw new InvalidOperationException("not to be followed"), _ => Task.FromResult(Snapshot(7)));

        _reading.Snapshot!.Sequence.ShouldBe(7);
    }

    [Fact]
    public async Task Show_UnknownThing_IsAFailureAndNoException()
    {
        await _reading.ShowAsync(
            true,
            () => throw new AdminException(AdminErrorKind.ClusterNotFound, "The cluster 'x' does not exist."),
            _ => throw new InvalidOperationException("not to be read"));

        _reading.Failure!.Kind.ShouldBe(AdminErrorKind.ClusterNotFound);
    }

    [Fact]
    public async Task Show_PageLeavesWhileTheFormerSubscriptionEnds_FollowsNothingNew()
    {
        var leaving = new TaskCompletionSource();
        var former = new LiveSubscription<GroupSnapshot>(_instruments, _ => new ValueTask(leaving.Task));
        await _reading.ShowAsync(true, () => former, _ => throw new InvalidOperationException("not to be read"));

        var show = _reading.ShowAsync(
            true,
            () => throw new InvalidOperationException("not to be followed"),
            _ => Task.FromResult(Snapshot(1)));
        var end = _reading.DisposeAsync();
        leaving.SetResult();

        await show.WaitAsync(Patience);
        await end.AsTask().WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await _reading.DisposeAsync();
        await _services.DisposeAsync();
        _renders.Dispose();
    }

    private static GroupSnapshot Snapshot(long sequence) =>
        new("embedded", Rows.Group("g", sequence), [], [], Rows.Now.AddSeconds(sequence), "push", sequence);

    private Task FollowAsync() =>
        _reading.ShowAsync(true, () => _subscription, _ => throw new InvalidOperationException("not to be read"));

    private async Task PublishAndRenderAsync(long sequence)
    {
        _subscription.Publish(Snapshot(sequence));
        await RenderedAsync($"snapshot {sequence}");
    }

    private async Task RenderedAsync(string what) => (await _renders.WaitAsync(Patience)).ShouldBeTrue($"expected a render of {what}");

    private Task RenderAsync(Action change)
    {
        change();
        _renders.Release();
        return Task.CompletedTask;
    }
}
