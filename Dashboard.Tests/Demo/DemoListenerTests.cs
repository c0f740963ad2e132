using Dashboard.Demo;
using Engine.Client.Consuming;
using Engine.Protocol;
using Engine.Protocol.Messages;

namespace Dashboard.Tests.Demo;

public sealed class DemoListenerTests
{
    private static readonly DemoConsumerRequest Request = new("g", "t", 1, 0);
    private static readonly ConsumeContext Context = new(new MessageQueue("t", "broker-a", 0));

    [Theory]
    [InlineData(0, 0.0, ConsumeStatus.Success)]
    [InlineData(20, 0.19, ConsumeStatus.ReconsumeLater)]
    [InlineData(20, 0.2, ConsumeStatus.Success)]
    [InlineData(100, 0.999, ConsumeStatus.ReconsumeLater)]
    public async Task ConsumeAsync_FailurePercent_DecidesByChance(double percent, double chance, ConsumeStatus wanted)
    {
        var listener = New(Request with { FailurePercent = percent }, chance);

        (await ConsumeAsync(listener, null)).ShouldBe(wanted);

        (listener.Consumed, listener.Failed).ShouldBe(wanted == ConsumeStatus.Success ? (1, 0) : (0, 1));
    }

    [Fact]
    public async Task ConsumeAsync_PoisonMessage_AlwaysFails()
    {
        var listener = New(Request, 0.999);

        (await ConsumeAsync(listener, DemoListener.PoisonTag)).ShouldBe(ConsumeStatus.ReconsumeLater);
        (await ConsumeAsync(listener, "created")).ShouldBe(ConsumeStatus.Success);
    }

    [Fact]
    public async Task ConsumeAsync_InOrder_AFailureSuspendsTheQueue()
    {
        IOrderlyMessageListener listener = New(Request with { FailurePercent = 50 }, 0.1);
        var context = new ConsumeOrderlyContext(new MessageQueue("t", "broker-a", 0));

        (await listener.ConsumeAsync([new MessageExt { Topic = "t", Body = new byte[1] }], context, CancellationToken.None))
            .ShouldBe(ConsumeOrderlyStatus.SuspendCurrentQueueAMoment);
    }

    private static DemoListener New(DemoConsumerRequest request, double chance) => new(request, TimeProvider.System, () => chance);

    private static ValueTask<ConsumeStatus?> ConsumeAsync(DemoListener listener, string? tag)
    {
        var properties = new Dictionary<string, string>();
        if (tag is not null)
            properties["TAGS"] = tag;

        var message = new MessageExt { Topic = "t", Body = new byte[1], Properties = properties };
        return listener.ConsumeAsync([message], Context, CancellationToken.None);
    }
}
