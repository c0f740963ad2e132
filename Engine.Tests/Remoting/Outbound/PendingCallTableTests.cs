using Engine.Protocol;
using Engine.Remoting.Outbound;
using Engine.Tests.Time;

namespace Engine.Tests.Remoting.Outbound;

public sealed class PendingCallTableTests
{
    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Complete_Waiting_HandsTheAnswerOver()
    {
        var table = Table();
        var waiting = table.WaitAsync(Request(1), CallTime, CancellationToken.None);

        table.Complete(RemotingCommand.Success() with { Opaque = 1 }).ShouldBeTrue();

        (await waiting.WaitAsync(Patience)).Opaque.ShouldBe(1);
        table.Count.ShouldBe(0);
        _clock.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public async Task Complete_AfterTheTimeOut_IsDroppedAndCounted()
    {
        var table = Table();
        var waiting = table.WaitAsync(Request(1), CallTime, CancellationToken.None);
        _clock.Advance(CallTime);

        table.Complete(RemotingCommand.Success() with { Opaque = 1 }).ShouldBeFalse();

        await Should.ThrowAsync<RemotingTimeoutException>(waiting.WaitAsync(Patience));
        table.LateAnswers.ShouldBe(1);
        table.Count.ShouldBe(0);
    }

    [Fact]
    public async Task WaitAsync_TableFull_FailsWithoutTouchingTheOthers()
    {
        var table = Table(capacity: 1);
        var first = table.WaitAsync(Request(1), CallTime, CancellationToken.None);

        await Should.ThrowAsync<RemotingSendException>(table.WaitAsync(Request(2), CallTime, CancellationToken.None));

        first.IsCompleted.ShouldBeFalse();
        table.Count.ShouldBe(1);
    }

    [Fact]
    public async Task WaitAsync_SameIdTwice_FailsTheSecond()
    {
        var table = Table();
        var first = table.WaitAsync(Request(1), CallTime, CancellationToken.None);

        await Should.ThrowAsync<RemotingSendException>(table.WaitAsync(Request(1), CallTime, CancellationToken.None));

        first.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task WaitAsync_AfterClose_FailsWithTheReasonOfTheClose()
    {
        var table = Table();
        table.Close("gone");

        var failure = await Should.ThrowAsync<RemotingSendException>(table.WaitAsync(Request(1), CallTime, CancellationToken.None));

        failure.Message.ShouldContain("gone");
    }

    [Fact]
    public async Task WaitAsync_CancelledBefore_IsCancelledAndForgotten()
    {
        var table = Table();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(table.WaitAsync(Request(1), CallTime, cancelled.Token));

        table.Count.ShouldBe(0);
        _clock.ArmedTimers.ShouldBe(0);
    }

    private static RemotingCommand Request(int opaque) => RemotingCommand.Request(11) with { Opaque = opaque };

    private PendingCallTable Table(int capacity = PendingCallTable.DefaultCapacity) =>
        new("127.0.0.1:10911", _clock, capacity: capacity);
}
