using Engine.Client.Consuming;

namespace Engine.Tests.Client.Consuming;

public sealed class PushConsumerChecksTests
{
    private static readonly PushConsumerOptions Legal = new()
    {
        Group = "g",
        Subscriptions = new Dictionary<string, string> { ["T"] = "*" },
    };

    [Fact]
    public void Require_Defaults_AreLegal() => PushConsumerChecks.Require(Legal);

    [Fact]
    public void Require_Bounds_AreLegalOnBothSides()
    {
        PushConsumerChecks.Require(Legal with { ConsumeConcurrency = 1000, PullBatchSize = 1024, PullThresholdForQueue = 65_535 });
        PushConsumerChecks.Require(Legal with { ConsumeConcurrency = 1, PullBatchSize = 1, PullThresholdForQueue = 1 });
        PushConsumerChecks.Require(Legal with { PullThresholdForTopic = 1, PullThresholdBytesForTopic = 1 });
        PushConsumerChecks.Require(Legal with { PullThresholdForTopic = 6_553_500, PullInterval = TimeSpan.FromMilliseconds(65_535) });
    }

    [Fact]
    public void Require_Illegal_NamesTheSetting()
    {
        Refuses(Legal with { Group = "a b" }, "a b");
        Refuses(Legal with { Group = "DEFAULT_CONSUMER" }, "DEFAULT_CONSUMER");
        Refuses(Legal with { Subscriptions = new Dictionary<string, string>() }, "subscription");
        Refuses(Legal with { Subscriptions = new Dictionary<string, string> { ["T!"] = "*" } }, "T!");
        Refuses(Legal with { Subscriptions = new Dictionary<string, string> { ["T"] = "||" } }, "||");
        Refuses(Legal with { SqlSubscriptions = new Dictionary<string, string> { ["T"] = "a = 1" } }, "twice");
        Refuses(Legal with { SqlSubscriptions = new Dictionary<string, string> { ["U"] = " " } }, "SQL92");
        Refuses(Legal with { SqlSubscriptions = new Dictionary<string, string> { ["U!"] = "a = 1" } }, "U!");
        Refuses(Legal with { AllocateStrategy = null! }, "AllocateStrategy");
        Refuses(Legal with { ConsumeTimeout = TimeSpan.Zero }, "ConsumeTimeout");
        Refuses(Legal with { SuspendCurrentQueueTime = TimeSpan.FromTicks(-1) }, "SuspendCurrentQueueTime");
        Refuses(Legal with { ConsumeConcurrency = 1001 }, "ConsumeConcurrency");
        Refuses(Legal with { ConsumeMessageBatchMaxSize = 0 }, "ConsumeMessageBatchMaxSize");
        Refuses(Legal with { PullBatchSize = 1025 }, "PullBatchSize");
        Refuses(Legal with { PullThresholdForTopic = 0 }, "PullThresholdForTopic");
        Refuses(Legal with { PullThresholdForTopic = 6_553_501 }, "PullThresholdForTopic");
        Refuses(Legal with { PullThresholdBytesForTopic = -1 }, "PullThresholdBytesForTopic");
        Refuses(Legal with { PullInterval = TimeSpan.FromTicks(-1) }, "PullInterval");
        Refuses(Legal with { PullInterval = TimeSpan.FromMilliseconds(65_536) }, "PullInterval");
        Refuses(Legal with { AwaitTerminationWhenShutdown = TimeSpan.FromTicks(-1) }, "AwaitTermination");
    }

    private static void Refuses(PushConsumerOptions options, string named) =>
        Should.Throw<ArgumentException>(() => PushConsumerChecks.Require(options)).Message.ShouldContain(named);
}
