using System.Diagnostics.Metrics;
using Dashboard.Figures.Live;
using Dashboard.Figures.Sampling;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Figures.Live;

public sealed class LiveSubscriptionTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly LiveSubscription<TopicSnapshot> _subscription;
    private int _left;

    public LiveSubscriptionTests() => _subscription = new LiveSubscription<TopicSnapshot>(
        new FiguresInstruments(_services.GetRequiredService<IMeterFactory>()),
        _ =>
        {
            _left++;
            return ValueTask.CompletedTask;
        });

    [Fact]
    public async Task Publish_SlowReader_KeepsTheNewestAndCountsTheRest()
    {
        for (var sequence = 1; sequence <= 5; sequence++)
            _subscription.Publish(Snapshot(sequence));

        _subscription.End(null);

        (await ReadAllAsync()).ShouldBe([5]);
        _subscription.Dropped.ShouldBe(4);
        _subscription.Latest!.Sequence.ShouldBe(5);
    }

    [Fact]
    public async Task Publish_OlderThanTheLast_IsIgnored()
    {
        _subscription.Publish(Snapshot(3));
        _subscription.Publish(Snapshot(2));
        _subscription.Publish(Snapshot(3));
        _subscription.End(null);

        (await ReadAllAsync()).ShouldBe([3]);
        _subscription.Dropped.ShouldBe(0);
    }

    [Fact]
    public async Task End_WithAReason_GivesTheLastSnapshotAndThenTheReason()
    {
        _subscription.Publish(Snapshot(1));
        _subscription.End(new InvalidOperationException("gone"));
        List<long> read = [];

        var failure = await Should.ThrowAsync<InvalidOperationException>(async () =>
        {
            await foreach (var snapshot in _subscription.ReadAllAsync(default))
                read.Add(snapshot.Sequence);
        });

        read.ShouldBe([1]);
        failure.Message.ShouldBe("gone");
    }

    [Fact]
    public async Task DisposeAsync_Twice_LeavesOnceAndEndsTheReading()
    {
        await _subscription.DisposeAsync();
        await _subscription.DisposeAsync();
        _subscription.Publish(Snapshot(1));

        (await ReadAllAsync()).ShouldBeEmpty();
        _left.ShouldBe(1);
    }

    public void Dispose() => _services.Dispose();

    private static TopicSnapshot Snapshot(long sequence) => new("c", "t", [], 0, null, default, "push", sequence);

    private async Task<long[]> ReadAllAsync()
    {
        List<long> read = [];
        await foreach (var snapshot in _subscription.ReadAllAsync(default))
            read.Add(snapshot.Sequence);

        return [.. read];
    }
}
