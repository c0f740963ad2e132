using Engine.Client.Consuming.Processing;
using Engine.Client.Consuming.Processing.Orderly;
using Engine.Protocol;
using Engine.Tests.Time;

namespace Engine.Tests.Client.Consuming.Processing.Orderly;

[Trait("Behaviour", "D7")]
public sealed class QueueTurnsTests
{
    private static readonly MessageQueue Queue = new("T", "broker-a", 0);

    private readonly QueueTurns _turns = new();

    [Fact]
    public void TryEnter_Free_IsTakenUntilItIsLeft()
    {
        _turns.TryEnter(Queue, New()).ShouldBeTrue();
        _turns.IsTaken(Queue).ShouldBeTrue();

        _turns.Leave(Queue).ShouldBeNull();

        _turns.IsTaken(Queue).ShouldBeFalse();
    }

    [Fact]
    public void TryEnter_Taken_TheLastOneThatCameIsNext()
    {
        var anew = New();
        _turns.TryEnter(Queue, New());

        _turns.TryEnter(Queue, New()).ShouldBeFalse();
        _turns.TryEnter(Queue, anew).ShouldBeFalse();

        _turns.Leave(Queue).ShouldBe(anew);
        _turns.TryEnter(Queue, anew).ShouldBeTrue();
    }

    [Fact]
    public void TryEnter_OtherQueue_IsFree()
    {
        _turns.TryEnter(Queue, New());

        _turns.TryEnter(Queue with { QueueId = 1 }, New()).ShouldBeTrue();
    }

    private static ProcessQueue New() => new(new FakeTimeProvider());
}
