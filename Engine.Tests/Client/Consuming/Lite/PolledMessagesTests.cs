using Engine.Client.Consuming;
using Engine.Client.Consuming.Lite;
using Engine.Client.Consuming.Processing;
using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Consuming.Lite;

public sealed class PolledMessagesTests : IAsyncLifetime
{
    private static readonly MessageQueue Q0 = new(FakeCluster.Topic, "broker-a", 0);
    private static readonly MessageQueue Q1 = new(FakeCluster.Topic, "broker-a", 1);

    private FakeCluster _cluster = null!;
    private ConsumerHarness _harness = null!;
    private ConsumerScope _scope = null!;
    private PolledMessages _polled = null!;

    public async Task InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync();
        _harness = new ConsumerHarness(_cluster);
        _scope = _harness.NewScope();
        _polled = new PolledMessages(_scope);
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task TakeAsync_BatchesOfTwoQueues_ComeAsTheyWereSubmittedAndMoveThePosition()
    {
        var (first, second) = (Hold(Q0), Hold(Q1));
        Submit(Q0, first, 5, 6);
        Submit(Q1, second, 9);
        Submit(Q0, first, 7);

        (await TakeAsync()).ShouldBe([5, 6]);
        _polled.PositionOf(Q0).ShouldBe(7);
        (await TakeAsync()).ShouldBe([9]);
        (await TakeAsync()).ShouldBe([7]);
        _polled.PositionOf(Q0).ShouldBe(8);
        first.Load.Messages.ShouldBe(0, "what was polled makes room for pulls");
    }

    [Fact]
    public async Task TakeAsync_NothingThere_WaitsUntilSomethingComesOrTheTimeIsOver()
    {
        var waiting = _polled.TakeAsync(TimeSpan.FromSeconds(5), CancellationToken.None).AsTask();
        waiting.IsCompleted.ShouldBeFalse();
        Submit(Q0, Hold(Q0), 1);
        (await waiting).Count.ShouldBe(1);

        var inVain = _polled.TakeAsync(TimeSpan.FromSeconds(5), CancellationToken.None).AsTask();
        await _cluster.Clock.WaitForTimersAsync(1);
        _cluster.Clock.Advance(TimeSpan.FromSeconds(5));
        (await inVain).ShouldBeEmpty();
        (await _polled.TakeAsync(TimeSpan.Zero, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task TakeAsync_QueueWasDroppedOrMadeAnew_ItsBatchesAreForgotten()
    {
        var before = Hold(Q0);
        Submit(Q0, before, 1, 2);
        var anew = new ProcessQueue(_cluster.Clock);
        _scope.Queues.TryReplace(Q0, before, anew).ShouldBeTrue();
        before.Drop();
        _polled.Begin(Q0, anew, 40);
        Submit(Q0, before, 3);
        Submit(Q0, anew, 40);

        (await TakeAsync()).ShouldBe([40]);
        (await TakeAsync()).ShouldBeEmpty();
    }

    [Fact]
    [Trait("Behaviour", "D5")]
    public async Task Commit_TellsThePositionOnceAndAlsoALowerOneAfterASeek()
    {
        var queue = Hold(Q0);
        Submit(Q0, queue, 5);
        _polled.Commit().ShouldBeEmpty("nothing was polled");
        await TakeAsync();

        _polled.Commit().ShouldBe([Q0]);
        _polled.Commit().ShouldBeEmpty();
        var anew = new ProcessQueue(_cluster.Clock);
        _scope.Queues.TryReplace(Q0, queue, anew);
        _polled.Begin(Q0, anew, 2);
        _polled.Commit().ShouldBe([Q0]);

        _harness.Offsets.Updates.ShouldBe([(Q0, 6, false), (Q0, 2, false)]);
    }

    [Fact]
    [Trait("Behaviour", "D5")]
    public async Task Commit_QueueDroppedAfterThePoll_TellsNothing()
    {
        var queue = Hold(Q0);
        Submit(Q0, queue, 5);
        await TakeAsync();
        queue.Drop();

        _polled.Commit().ShouldBeEmpty();

        _harness.Offsets.Updates.ShouldBeEmpty();
        _polled.PositionOf(Q0).ShouldBeNull();
    }

    [Fact]
    public async Task PassOver_OnlyWhenNothingWaits_MovesThePosition()
    {
        var queue = Hold(Q0);
        Submit(Q0, queue, 5);
        _polled.PassOver(Q0, queue, 30);
        _polled.PositionOf(Q0).ShouldBeNull();

        await TakeAsync();
        _polled.PassOver(Q0, queue, 30);

        _polled.PositionOf(Q0).ShouldBe(30);
    }

    [Fact]
    public async Task StopAsync_PollWaits_EndsItWithAFailure()
    {
        var waiting = _polled.TakeAsync(TimeSpan.FromMinutes(1), CancellationToken.None).AsTask();

        await _polled.StopAsync(TimeSpan.Zero);

        (await Should.ThrowAsync<InvalidOperationException>(waiting)).Message.ShouldContain("is stopped");
    }

    private ProcessQueue Hold(MessageQueue queue)
    {
        var processQueue = new ProcessQueue(_cluster.Clock);
        _scope.Queues.TryAdd(queue, processQueue, _scope.Queues.Resets).ShouldBeTrue();
        return processQueue;
    }

    private void Submit(MessageQueue queue, ProcessQueue processQueue, params long[] offsets)
    {
        MessageExt[] messages = [.. offsets.Select(offset => Records.Message(offset))];
        processQueue.Put(messages, 100);
        _polled.Submit(queue, processQueue, messages);
    }

    private async Task<IEnumerable<long>> TakeAsync() =>
        (await _polled.TakeAsync(TimeSpan.Zero, CancellationToken.None)).Select(message => message.QueueOffset);
}
