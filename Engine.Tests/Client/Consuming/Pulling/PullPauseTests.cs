using Engine.Client.Consuming;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Tests.Client.Consuming.Pulling;

/// <summary>A consumer that the application holds back or changes while it runs.</summary>
public sealed class PullPauseTests : IAsyncLifetime
{
    private const string Topic = FakeCluster.Topic;

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

    [Fact]
    [Trait("Behaviour", "C1")]
    public async Task Pause_OneQueue_TheOtherGoesOnUntilItIsResumed()
    {
        _cluster.SetRoute(Topic, (_cluster.A, 2));
        var consumer = _cluster.NewConsumer(_listener);
        MessageQueue[] paused = [new(Topic, "broker-a", 1)];
        consumer.Pause(paused);
        await consumer.StartAsync(CancellationToken.None);
        (await NextPullAsync()).QueueId.ShouldBe(0);
        await _cluster.Clock.WaitForTimersAsync(Duties + 2);
        consumer.AssignedQueues.Count.ShouldBe(2);
        consumer.PausedQueues.ShouldBe(paused);
        _cluster.A.Node.Came(RequestCode.PullMessage).Count.ShouldBe(1);

        consumer.Resume(paused);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(1));

        (await NextPullAsync()).QueueId.ShouldBe(1);
        consumer.PausedQueues.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Behaviour", "D2")]
    public async Task ConsumeConcurrency_RaisedWhileItRuns_TakesUpWhatWaits()
    {
        TaskCompletionSource<ConsumeStatus?> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _listener.Script = (_, _, _) => new(end.Task);
        _cluster.A.AppendMany(Topic, 0, 3);
        var consumer = await _cluster.StartConsumerAsync(_listener, options => options with { ConsumeConcurrency = 1 });
        await _listener.NextAsync();
        _listener.HasMore.ShouldBeFalse();

        consumer.ConsumeConcurrency = 2;

        await _listener.NextAsync();
        _listener.HasMore.ShouldBeFalse();
        Should.Throw<ArgumentOutOfRangeException>(() => consumer.ConsumeConcurrency = 1001).Message.ShouldContain("1 to 1000");
        end.SetResult(ConsumeStatus.Success);
    }

    private async Task<PullMessageHeader> NextPullAsync() =>
        (await _cluster.A.Node.NextAsync(RequestCode.PullMessage)).ReadHeader<PullMessageHeader>();
}
