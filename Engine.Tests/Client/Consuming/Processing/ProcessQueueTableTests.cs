using Engine.Client.Consuming.Processing;
using Engine.Protocol;
using Engine.Tests.Time;

namespace Engine.Tests.Client.Consuming.Processing;

public sealed class ProcessQueueTableTests
{
    private static readonly MessageQueue Queue = new("TopicA", "broker-a", 0);

    private readonly ProcessQueueTable _table = new();

    [Fact]
    [Trait("Behaviour", "H4")]
    public void TryAdd_ResetSinceTheOffsetWasRead_IsRefused()
    {
        var resets = _table.Resets;
        _table.BeginReset([Queue]).ShouldBeEmpty();

        _table.TryAdd(Queue, New(), resets).ShouldBeFalse();
        _table.TryAdd(Queue, New(), _table.Resets).ShouldBeTrue();
    }

    [Fact]
    public void Remove_MadeAnewMeanwhile_LeavesTheNewOne()
    {
        var old = New();
        var anew = New();
        _table.TryAdd(Queue, old, _table.Resets);
        _table.Remove(Queue, old).ShouldBeTrue();
        _table.TryAdd(Queue, anew, _table.Resets);

        _table.Remove(Queue, old).ShouldBeFalse();

        _table.Holds(Queue, anew).ShouldBeTrue();
    }

    [Fact]
    [Trait("Behaviour", "E6")]
    public void DropAll_Held_DropsAndTakesNoMore()
    {
        var held = New();
        _table.TryAdd(Queue, held, _table.Resets);

        _table.DropAll();

        held.IsDropped.ShouldBeTrue();
        _table.Current.ShouldBeEmpty();
        _table.TryAdd(Queue, New(), _table.Resets).ShouldBeFalse();
    }

    private static ProcessQueue New() => new(new FakeTimeProvider());
}
