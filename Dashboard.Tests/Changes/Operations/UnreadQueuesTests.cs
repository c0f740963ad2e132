using Dashboard.Changes.Operations;
using Engine.Admin;
using Engine.Admin.Statistics;
using Engine.Admin.Topics;

namespace Dashboard.Tests.Changes.Operations;

public sealed class UnreadQueuesTests
{
    private static readonly TopicRoute[] Routes =
    [
        new("broker-a", "127.0.0.1:10911", 8, 8, 6),
        new("broker-b", "127.0.0.1:10912", 4, 4, 6),
    ];

    [Fact]
    public void RequireNone_BrokerThatWouldLoseQueuesIsSilent_NamesIt()
    {
        var refusal = Should.Throw<AdminException>(() => Require(4, "broker-a", "broker-b"));

        refusal.Kind.ShouldBe(AdminErrorKind.Unreachable);
        refusal.Message.ShouldStartWith("queues: broker-a did not say");
    }

    [Theory]
    [InlineData(4, "broker-b")]
    [InlineData(8, "broker-a")]
    public void RequireNone_SilentBrokerLosesNoQueue_Passes(int queues, string silent) => Should.NotThrow(() => Require(queues, silent));

    private static void Require(int queues, params string[] silent) => UnreadQueues.RequireNone(
        Routes, new TopicChange("orders") { Queues = queues }, new ClusterProgress([], [], silent, DateTimeOffset.UnixEpoch, "push"));
}
