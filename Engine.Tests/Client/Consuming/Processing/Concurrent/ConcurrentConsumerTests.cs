using Engine.Client.Consuming;
using Engine.Client.Consuming.Processing;
using Engine.Client.Consuming.Processing.Concurrent;
using Engine.Client.Instance;
using Engine.Protocol;
using Engine.Protocol.Messages;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.Client.Consuming.Processing.Concurrent;

public sealed class ConcurrentConsumerTests : IAsyncLifetime
{
    private static readonly MessageQueue Queue = new("TopicA", "broker-a", 0);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly RecordingListener _listener = new();
    private readonly RecordingOffsetStore _offsets = new();
    private readonly List<IConsumerHook> _hooks = [];
    private FakeCluster _cluster = null!;
    private ConsumerScope _scope = null!;
    private ProcessQueue _queue = null!;

    public async Task InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync();
        _queue = new ProcessQueue(_cluster.Clock);
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
        (await _offsets.NextAsync()).ShouldBe(0);
        first.SetResult(ConsumeStatus.Success);

        (await _offsets.NextAsync()).ShouldBe(2);
        _offsets.Updates.ShouldAllBe(update => update.IncreaseOnly);
    }

    [Theory]
    [InlineData("later")]
    [InlineData("null")]
    [InlineData("throws")]
    [Trait("Behaviour", "D4")]
    public async Task Submit_ListenerFails_TriesAgainAfter5SecondsWithAHigherCount(string how)
    {
        var calls = 0;
        _listener.Script = (_, _, _) => ++calls > 1 ? new(ConsumeStatus.Success)
            : how == "throws" ? throw new InvalidOperationException("listener")
            : new(how == "null" ? null : ConsumeStatus.ReconsumeLater);
        var consumer = New();

        Submit(consumer, 7);
        (await _listener.NextAsync())[0].ReconsumeTimes.ShouldBe(0);
        await _cluster.Clock.WaitForTimersAsync(1);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(4.9));
        _listener.HasMore.ShouldBeFalse();
        _queue.Load.Messages.ShouldBe(1);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(0.1));

        (await _listener.NextAsync())[0].ReconsumeTimes.ShouldBe(1);
        (await _offsets.NextAsync()).ShouldBe(8);
        Counts().ShouldBe((1, 1));
    }

    [Fact]
    [Trait("Behaviour", "D4")]
    public async Task Submit_AckIndex_SplitsTheBatch()
    {
        _listener.Script = (messages, context, _) =>
        {
            context.AckIndex = messages.Count == 4 ? 1 : int.MaxValue;
            return new(ConsumeStatus.Success);
        };
        var consumer = New(options => options with { ConsumeMessageBatchMaxSize = 4 });

        Submit(consumer, 0, 1, 2, 3);
        (await _offsets.NextAsync()).ShouldBe(2);
        await _listener.NextAsync();
        Counts().ShouldBe((2, 2));
        await _cluster.Clock.WaitForTimersAsync(1);
        _cluster.Clock.Advance(ConcurrentConsumer.RetryDelay);

        (await NextOffsetsAsync()).ShouldBe([2, 3]);
        (await _offsets.NextAsync()).ShouldBe(4);
    }

    [Fact]
    [Trait("Behaviour", "D3")]
    public async Task Submit_DroppedQueue_IsSkipped()
    {
        var consumer = New(options => options with { ConsumeConcurrency = 1 });
        _queue.Drop();
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

        _queue.Drop();
        end.SetResult(ConsumeStatus.Success);
        await consumer.StopAsync(Patience);

        _offsets.Updates.ShouldBeEmpty();
    }

    [Fact]
    [Trait("Behaviour", "D3")]
    public async Task Submit_Hooks_RunAroundTheListenerAndMayFail()
    {
        var hook = new RecordingHook();
        _hooks.Add(new ThrowingHook());
        _hooks.Add(hook);
        _listener.Script = (_, _, _) => new((ConsumeStatus?)null);
        var consumer = New();

        Submit(consumer, 0);
        await _listener.NextAsync();
        await consumer.StopAsync(Patience);

        hook.Seen.ShouldBe(["before", "after ReturnNull"]);
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
        var options = new PushConsumerOptions { Group = "g", Subscriptions = new Dictionary<string, string> { ["TopicA"] = "*" } };
        _scope = new ConsumerScope
        {
            Options = with is null ? options : with(options),
            Instance = _cluster.NewInstance(),
            Subscriptions = new SubscriptionTable("g", options.Subscriptions, _cluster.Clock),
            Offsets = _offsets,
            Delays = new DelayedActions(_cluster.Clock, NullLogger.Instance),
        };
        return new ConcurrentConsumer(_scope, _listener, new ConsumerHooks("g", _hooks, NullLogger.Instance), laneCapacity);
    }

    private void Submit(ConcurrentConsumer consumer, params long[] offsets)
    {
        _queue.Put(Records.Messages(offsets), offsets[^1] + 1);
        consumer.Submit(Queue, _queue, Records.Messages(offsets));
    }

    private async Task<long[]> NextOffsetsAsync() => [.. (await _listener.NextAsync()).Select(message => message.QueueOffset)];

    private (long Ok, long Failed) Counts()
    {
        var statistics = _scope.Counters.Snapshot([]);
        return (statistics.ConsumedOk, statistics.ConsumedFailed);
    }

    private sealed class RecordingHook : IConsumerHook
    {
        internal List<string> Seen { get; } = [];

        public void BeforeConsume(MessageQueue queue, IReadOnlyList<MessageExt> messages) => Seen.Add("before");

        public void AfterConsume(MessageQueue queue, IReadOnlyList<MessageExt> messages, ConsumeReturn result) =>
            Seen.Add($"after {result}");
    }

    private sealed class ThrowingHook : IConsumerHook
    {
        public void BeforeConsume(MessageQueue queue, IReadOnlyList<MessageExt> messages) => throw new InvalidOperationException("before");

        public void AfterConsume(MessageQueue queue, IReadOnlyList<MessageExt> messages, ConsumeReturn result) =>
            throw new InvalidOperationException("after");
    }
}
