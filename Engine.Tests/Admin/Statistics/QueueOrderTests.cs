using Engine.Admin.Statistics;
using Engine.Protocol;

namespace Engine.Tests.Admin.Statistics;

public sealed class QueueOrderTests
{
    [Fact]
    public void Compare_MixedQueues_PutsRetryTopicsLastAndCountsQueueIds()
    {
        MessageQueue[] ordered =
        [
            new("Orders", "broker-a", 2), new("Orders", "broker-a", 10), new("Orders", "broker-b", 0), new("payments", "broker-a", 0),
            new("%RETRY%g", "broker-a", 0), new("%RETRY%g", "broker-b", 0),
        ];

        ordered.Reverse().OrderBy(queue => queue, QueueOrder.Instance).ShouldBe(ordered);
    }
}
