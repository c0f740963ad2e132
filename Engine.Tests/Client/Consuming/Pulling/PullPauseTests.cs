using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Tests.Client.Consuming.Pulling;

/// <summary>A consumer that the application holds back or changes while it runs.</summary>
public sealed class PullPauseTests : IAsyncLifetime
{
    /// <summary>Timers of a running consumer: routes, heartbeat, offsets, rebalance, expired messages.</summary>
    private const int Duties = 5;

    private readonly RecordingListener _listener = new();
    private FakeCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await FakeCluster.StartAsync(queuesOnA: 1);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    [Trait("Behaviour", "C1")]
    public async Task Suspend_Resume_PullsAgainWithinASecond()
    {
        var consumer = _cluster.NewConsumer(_listener);
        consumer.Suspend();
        var timersBefore = _cluster.Clock.ArmedTimers;
        await consumer.StartAsync(CancellationToken.None);
        await _cluster.Clock.WaitForTimersAsync(timersBefore + Duties + 1);
        _cluster.A.Node.Came(RequestCode.PullMessage).ShouldBeEmpty();

        consumer.Resume();
        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));

        await NextPullAsync();
        consumer.IsSuspended.ShouldBeFalse();
    }

    private async Task<PullMessageHeader> NextPullAsync() =>
        (await _cluster.A.Node.NextAsync(RequestCode.PullMessage)).ReadHeader<PullMessageHeader>();
}
