using Engine.Client.Consuming;
using Engine.Client.Consuming.Processing;
using Engine.Client.Consuming.Processing.Concurrent;
using Engine.Client.Consuming.Retries;
using Engine.Protocol;

namespace Engine.Tests.Client.Consuming.Processing.Concurrent;

public sealed class ConcurrentConsumerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly RecordingListener _listener = new();
    private FakeCluster _cluster = null!;
    private ConsumerHarness _harness = null!;

    private static MessageQueue Queue => ConsumerHarness.Queue;

    private RecordingOffsetStore Offsets => _harness.Offsets;

    public async Task InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync(queuesOnA: 1);
        _harness = new ConsumerHarness(_cluster);
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    [Trait("Behaviour", "D2")]
    public async Task Submit_BatchSizeTwo_CutsTheBatch()
    {
        var consumer = New(options => options with { ConsumeMessageBatchMaxSize = 2, ConsumeConcurrency = 1 });

        Submit(consumer, 0, 1, 2, 3, 4);

        (await NextOffsetsAsync()).ShouldBe([0, 1]);
        (await NextOffsetsAsync()).ShouldBe([2, 3]);
        (await NextOffsetsAsync()).ShouldBe([4]);
    }

    [Fact]
    [Trait("Behaviour", "D5")]
    public async Task Submit_SecondDoneFirst_CommitsOnlyUpToTheFirst()
    {
        TaskCompletionSource<ConsumeStatus?> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _listener.Script = (messages, _, _) => messages[0].QueueOffset == 0 ? new(first.Task) : new(ConsumeStatus.Success);
        var consumer = New();

        Submit(consumer, 0, 1);
        (await Offsets.NextAsync()).ShouldBe(0);
        first.SetResult(ConsumeStatus.Success);

        (await Offsets.NextAsync()).ShouldBe(2);
        Offsets.Updates.ShouldAllBe(update => update.IncreaseOnly);
    }

    [Fact]
    [Trait("Behaviour", "D3")]
    public async Task Submit_DroppedQueue_IsSkipped()
    {
        var consumer = New(options => options with { ConsumeConcurrency = 1 });
        _harness.ProcessQueue.Drop();
        Submit(consumer, 0);

        var other = new ProcessQueue(_cluster.Clock);
        other.Put(Records.Messages(9), 10);
        consumer.Submit(Queue, other, Records.Messages(9));

        (await NextOffsetsAsync()).ShouldBe([9]);
    }

    [Fact]
    [Trait("Behaviour", "D5")]
    public async Task Submit_DroppedWhileItRuns_CommitsNothing()
    {
        TaskCompletionSource<ConsumeStatus?> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _listener.Script = (_, _, _) => new(end.Task);
        var consumer = New();
        Submit(consumer, 0);
        await _listener.NextAsync();

        _harness.ProcessQueue.Drop();
        end.SetResult(ConsumeStatus.Success);
        await consumer.StopAsync(Patience);

        Offsets.Updates.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ConsumeStatus.Success, "after g 0 1 True Success Success")]
    [InlineData(ConsumeStatus.ReconsumeLater, "after g 0 1 False ReconsumeLater Failed")]
    [InlineData(null, "after g 0 1 False - ReturnNull")]
    [Trait("Behaviour", "D3")]
    public async Task Submit_Hooks_RunAroundTheListenerAndMayFail(ConsumeStatus? status, string after)
    {
        var hook = new RecordingHook();
        _harness.Hooks.AddRange([new ThrowingHook(), hook]);
        _listener.Script = (_, _, _) => new(status);
        var consumer = New();

        Submit(consumer, 0);
        await _listener.NextAsync();
        await consumer.StopAsync(Patience);

        hook.Seen.ShouldBe(["before g 0 1 False - -", after]);
    }

    [Fact]
    [Trait("Behaviour", "D2")]
    public async Task Submit_FullLane_IsTriedAgainAfter5Seconds()
    {
        SemaphoreSlim mayEnd = new(0);
        _listener.Script = async (_, _, token) =>
        {
            await mayEnd.WaitAsync(Patience, token);
            return ConsumeStatus.Success;
        };
        var consumer = New(options => options with { ConsumeConcurrency = 1 }, laneCapacity: 1);
        Submit(consumer, 0);
        await _listener.NextAsync();

        Submit(consumer, 1);
        Submit(consumer, 2);
        _cluster.Clock.ArmedTimers.ShouldBe(1);
        mayEnd.Release(3);
        (await NextOffsetsAsync()).ShouldBe([1]);
        _cluster.Clock.Advance(ConcurrentConsumer.RetryDelay);

        (await NextOffsetsAsync()).ShouldBe([2]);
    }

    [Fact]
    [Trait("Behaviour", "E6")]
    public async Task StopAsync_ListenerDoesNotEnd_IsGivenUpAndCancelled()
    {
        CancellationToken seen = default;
        TaskCompletionSource<ConsumeStatus?> end = new();
        _listener.Script = (_, _, token) =>
        {
            seen = token;
            return new(end.Task);
        };
        var consumer = New();
        Submit(consumer, 0);
        await _listener.NextAsync();

        var stopping = consumer.StopAsync(TimeSpan.FromSeconds(5)).AsTask();
        await _cluster.Clock.WaitForTimersAsync(1);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(4.9));
        seen.IsCancellationRequested.ShouldBeFalse();
        _cluster.Clock.Advance(TimeSpan.FromSeconds(0.1));
        await stopping.WaitAsync(Patience);

        seen.IsCancellationRequested.ShouldBeTrue();
        end.SetResult(ConsumeStatus.Success);
    }

    private ConcurrentConsumer New(Func<PushConsumerOptions, PushConsumerOptions>? with = null, int laneCapacity = 1000)
    {
        var scope = _harness.NewScope(with);
        return new ConcurrentConsumer(scope, _listener, _harness.NewHooks(), new SendBack(scope), laneCapacity);
    }

    private void Submit(ConcurrentConsumer consumer, params long[] offsets)
    {
        _harness.ProcessQueue.Put(Records.Messages(offsets), offsets[^1] + 1);
        consumer.Submit(Queue, _harness.ProcessQueue, Records.Messages(offsets));
    }

    private async Task<long[]> NextOffsetsAsync() => [.. (await _listener.NextAsync()).Select(message => message.QueueOffset)];

    private sealed class RecordingHook : IConsumerHook
    {
        internal List<string> Seen { get; } = [];

        public void BeforeConsume(ConsumeMessageContext context) => Seen.Add($"before {Told(context)}");

        public void AfterConsume(ConsumeMessageContext context) => Seen.Add($"after {Told(context)}");

        private static string Told(ConsumeMessageContext context) =>
            $"{context.ConsumerGroup} {context.Queue.QueueId} {context.Messages.Count} {context.Success} {context.Status ?? "-"} "
            + (context.Type?.ToString() ?? "-");
    }

    private sealed class ThrowingHook : IConsumerHook
    {
        public void BeforeConsume(ConsumeMessageContext context) => throw new InvalidOperationException("before");

        public void AfterConsume(ConsumeMessageContext context) => throw new InvalidOperationException("after");
    }
}
