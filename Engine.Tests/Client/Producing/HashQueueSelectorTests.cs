using Engine.Client.Producing;
using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Producing;

public sealed class HashQueueSelectorTests
{
    private static readonly Message Plain = new() { Topic = "T", Body = new byte[1] };

    /// <summary>Remainders of the hashes that Java gives these values.</summary>
    [Theory]
    [InlineData("TagA", 7, 2598919 % 7)]
    [InlineData("polygenelubricants", 7, 2147483648 % 7)]
    [InlineData("", 7, 0)]
    [InlineData(4711, 7, 4711 % 7)]
    [InlineData(-4711, 7, 4711 % 7)]
    [InlineData(int.MinValue, 7, 2147483648 % 7)]
    [InlineData(4711L, 7, 4711 % 7)]
    [InlineData(-1L, 7, 0)]
    [InlineData((1L << 32) + 5, 7, 4)]
    [InlineData("TagA", 1, 0)]
    public void Select_Argument_ChoosesTheQueueThatJavaChooses(object argument, int queues, long expected)
    {
        var all = Enumerable.Range(0, queues).Select(id => new MessageQueue("T", "broker-a", id)).ToArray();

        HashQueueSelector.Instance.Select(all, Plain, argument).QueueId.ShouldBe((int)expected);
    }

    [Theory]
    [InlineData(1.5, "Double")]
    [InlineData(null, "null")]
    public void Select_ArgumentWithoutAStableHash_IsRefused(object? argument, string named) =>
        Should.Throw<ArgumentException>(() => HashQueueSelector.Instance.Select([new MessageQueue("T", "a", 0)], Plain, argument!))
            .Message.ShouldContain(named);
}
