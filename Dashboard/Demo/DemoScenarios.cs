namespace Dashboard.Demo;

/// <summary>The situations there are. Pure.</summary>
internal static class DemoScenarios
{
    private const int BodyBytes = 256;

    public static IReadOnlyList<DemoScenario> All { get; } =
    [
        new(
            "backlog",
            "Backlog",
            "10,000 messages wait before one consumer starts that takes 40 ms for each. Watch the lag of "
            + "every queue fall and the ETA count down.",
            "demo-backlog",
            [Consumers("demo-backlog", "demo-backlog", 1) with { DelayMs = 40 }])
        {
            Burst = 10_000,
        },
        new(
            "slow-consumer",
            "Slow consumer",
            "200 messages a second come, and the group manages about 100. The verdict of its queues turns "
            + "to falling behind within a minute, "
            + "and no ETA is given.",
            "demo-slow",
            [Consumers("demo-slow", "demo-slow", 1) with { DelayMs = 200 }])
        {
            Producer = Producer("demo-slow", 200),
        },
        new(
            "failures",
            "One in five fails",
            "Every fifth message fails at first and comes again by the retry topic after 10 s. The retry "
            + "topic's queue stands among the group's, "
            + "and its lag rises and falls.",
            "demo-failures",
            [Consumers("demo-failures", "demo-failures", 2) with { FailurePercent = 20 }])
        {
            Producer = Producer("demo-failures", 20),
        },
        new(
            "poison",
            "Poison message",
            "One message fails whenever it is consumed, also after its only retry 10 s later, and then goes "
            + "to the dead letters. Find it on the "
            + "page Dead letters, while the rest of the topic goes on as if nothing were.",
            "demo-poison",
            [Consumers("demo-poison", "demo-poison", 2) with { MaxRetries = 1 }])
        {
            FirstProducer = new("demo-poison", 1, BodyBytes, 1, DemoListener.PoisonTag) { KeyPrefix = "poison-" },
            Producer = Producer("demo-poison", 20),
        },
        new(
            "rebalance",
            "Rebalance",
            "Two consumers share eight queues, then a third joins and the owners change. Kill the last "
            + "start in the list below: its queues go to "
            + "the others at once.",
            "demo-rebalance",
            [Consumers("demo-rebalance", "demo-rebalance", 2), Consumers("demo-rebalance", "demo-rebalance", 1)])
        {
            Producer = Producer("demo-rebalance", 50),
        },
        new(
            "too-many-consumers",
            "More consumers than queues",
            "Twelve consumers share eight queues, so four of them get none. The tab Members says which ones "
            + "are idle; a queue is never shared.",
            "demo-crowd",
            [Consumers("demo-crowd", "demo-crowd", 12)])
        {
            Producer = Producer("demo-crowd", 50),
        },
        new(
            "orderly",
            "In order",
            "Each queue is consumed in order by one member under the broker's lock, and a failed message "
            + "holds its queue up until it succeeds. "
            + "Watch single queues stop for a second and go on, without a message in the retry topic.",
            "demo-orderly",
            [Consumers("demo-orderly", "demo-orderly", 2) with { Orderly = true, FailurePercent = 5 }])
        {
            Producer = Producer("demo-orderly", 40),
        },
        new(
            "broadcast",
            "Broadcasting",
            "Each of two members gets every message and keeps its offsets in a file of its own. The brokers "
            + "know no offset of the group, so its "
            + "lag is unknown, while the list below counts each message twice.",
            "demo-broadcast",
            [Consumers("demo-broadcast", "demo-broadcast", 2) with { Broadcast = true }])
        {
            Producer = Producer("demo-broadcast", 20),
        },
        new(
            "kill-master",
            "Kill the master",
            "The first broker gets a slave, and one group works off 8,000 messages that lie on this broker alone. Kill it on the page "
            + "Cluster, start it again, and read the group's Timeline: consumption goes on from the slave, and nothing comes twice but "
            + "what was in flight.",
            "demo-failover",
            [Consumers("demo-failover", "demo-failover", 1) with { DelayMs = 250 }])
        {
            WithSlave = true,
            Burst = 8_000,
            Producer = Producer("demo-failover", 100),
        },
    ];

    public static DemoScenario? Find(string id) => All.FirstOrDefault(scenario => scenario.Id == id);

    private static DemoConsumerRequest Consumers(string group, string topic, int instances) => new(group, topic, instances, 0);

    private static DemoProducerRequest Producer(string topic, double rate) =>
        new(topic, rate, BodyBytes, null, "created,paid,shipped") { KeyPrefix = "order-" };
}
