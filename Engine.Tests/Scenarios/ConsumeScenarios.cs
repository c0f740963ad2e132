using Engine.Client.Consuming;
using Engine.Protocol.Messages;

namespace Engine.Tests.Scenarios;

/// <summary>What a member does with what it has pulled, as it says itself.</summary>
public sealed class ConsumeScenarios
{
    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "A5")]
    public async Task Offset_CallsEndInAnyOrder_OnlyGrowsInTheCacheUntilAReset(Wire wire)
    {
        await using var queue = await JudgedQueue.StartAsync(wire);
        await queue.SendAsync(200);
        var listener = new ShuffledListener();
        var options = JudgedQueue.Options with { AwaitTerminationWhenShutdown = TimeSpan.Zero };
        var consumer = await queue.Cluster.StartConsumerAsync(options, listener);
        var seen = new List<long>();

        await queue.Cluster.Pump.UntilAsync(
            async () =>
            {
                listener.EndSome();
                seen.Add((await queue.HeldAsync(consumer))?.CommitOffset ?? 0);
                return seen[^1] == 200;
            },
            () => $"all is committed in the cache; last seen {seen.LastOrDefault()}");

        seen.SequenceEqual(seen.Order()).ShouldBeTrue($"it went back: {string.Join(", ", seen)}");
        seen.Distinct().Count().ShouldBeGreaterThan(2, "it was looked at on the way");
        consumer.Suspend();
        await queue.ResetAsync(20);
        await queue.Cluster.Pump.UntilAsync(
            async () => (await queue.HeldAsync(consumer))?.CommitOffset == 20, () => "a reset sets the cache back");
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "D1")]
    public async Task Cache_ListenerHolds_CountsMessagesBytesAndOffsetsUntilTheyAreDone(Wire wire)
    {
        await using var queue = await JudgedQueue.StartAsync(wire);
        await queue.SendAsync(50);
        queue.Listener.Hold();
        var consumer = await queue.StartConsumerAsync();

        await ClockPump.UntilStillAsync(() => consumer.Statistics.CachedMessages == 50, "all fifty are cached");

        var held = (await queue.HeldAsync(consumer)).ShouldNotBeNull();
        (held.CachedCount, held.CachedMinOffset, held.CachedMaxOffset).ShouldBe((50, 0, 49));
        consumer.Statistics.CachedBytes.ShouldBe(50 * sizeof(int));
        queue.Listener.Release();
        await queue.UntilDrainedAsync();
        held = (await queue.HeldAsync(consumer)).ShouldNotBeNull();
        (held.CachedCount, held.CachedMinOffset, held.CachedMaxOffset).ShouldBe((0, null, null));
        (consumer.Statistics.CachedMessages, consumer.Statistics.CachedBytes).ShouldBe((0, 0));
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "D2")]
    public async Task Batch_OfThirtyTwo_IsSplitAndAtMostTwentyCallsRun(Wire wire)
    {
        await using var queue = await JudgedQueue.StartAsync(wire);
        await queue.SendAsync(130);
        queue.Listener.Hold();
        var options = JudgedQueue.Options with { ConsumeMessageBatchMaxSize = 4 };
        var consumer = await queue.Cluster.StartConsumerAsync(options, queue.Listener);

        await ClockPump.UntilStillAsync(() => consumer.Statistics.CachedMessages == 130, "everything is cached");
        await ClockPump.UntilStillAsync(() => queue.Listener.Received.Count >= 80, "twenty calls of four messages");

        var info = await queue.AskAsync(consumer);
        (info.CallsRunning, info.CallsWaiting).ShouldBe((20, 13), "32 messages a pull are 8 calls, the last two messages one more");
        queue.Listener.Received.Count.ShouldBe(80);
        queue.Listener.Release();
        await queue.UntilDrainedAsync();
        queue.Listener.Places.Distinct().Count().ShouldBe(130);
    }

    /// <summary>Calls end when the scenario says so, the latest first.</summary>
    private sealed class ShuffledListener : IMessageListener
    {
        private readonly Lock _lock = new();
        private readonly Stack<TaskCompletionSource> _running = [];

        public async ValueTask<ConsumeStatus?> ConsumeAsync(
            IReadOnlyList<MessageExt> messages, ConsumeContext context, CancellationToken cancellationToken)
        {
            TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_lock)
                _running.Push(end);

            await end.Task.WaitAsync(cancellationToken);
            return ConsumeStatus.Success;
        }

        /// <summary>Ends what runs now, the latest first.</summary>
        internal void EndSome()
        {
            lock (_lock)
            {
                while (_running.TryPop(out var end))
                    end.SetResult();
            }
        }
    }
}
