using System.Collections.Concurrent;
using Engine.Admin.Groups;
using Engine.Admin.Topics;
using Engine.Broker.Pulling;
using Engine.Client;
using Engine.Client.Consuming;
using Engine.Client.Consuming.Lite;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Messages;
using Engine.Remoting.Outbound;
using Engine.Tests.Broker;

namespace Engine.Tests.Scenarios;

/// <summary>How a member pulls a queue, and what keeps it from pulling.</summary>
public sealed class PullScenarios
{
    private const string Topic = "orders";
    private const string Group = "billing";

    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "C1")]
    public async Task Pulls_RefusedThenSuspended_GoOnAfterEach(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var listener = new RecordingListener();
        var consumer = await cluster.StartConsumerAsync(Group, Topic, listener);
        await cluster.SendAsync(Topic, 1);
        await cluster.Pump.UntilAsync(listener.ReceivedAsync(1), "the first message");

        await cluster.Admin.SaveGroupAsync(new GroupSettings(Group, Enabled: false), CancellationToken.None);
        cluster.Clock.Advance(LongestHold);
        await cluster.Pump.UntilAsync(() => Task.FromResult(consumer.Statistics.PullFailures > 3), () => "refused pulls, each tried again");
        await cluster.SendAsync(Topic, 2);
        await cluster.Admin.SaveGroupAsync(new GroupSettings(Group), CancellationToken.None);
        await cluster.Pump.UntilAsync(listener.ReceivedAsync(3), "what was sent while the group was switched off");
        await cluster.UntilDrainedAsync(Group, Topic);

        consumer.Suspend();
        cluster.Clock.Advance(LongestHold);
        await cluster.Pump.UntilAsync(Task.Delay(TimeSpan.FromSeconds(3), cluster.Clock), "the pull that was held is back");
        await cluster.SendAsync(Topic, 2);
        await cluster.Pump.UntilAsync(Task.Delay(TimeSpan.FromSeconds(3), cluster.Clock), "a pause");
        listener.Received.Count.ShouldBe(3);
        consumer.Resume();
        await cluster.Pump.UntilAsync(listener.ReceivedAsync(5), "what was sent during the pause");
        await cluster.UntilDrainedAsync(Group, Topic);
        listener.Received.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData(Wire.InProcess, 10, 1_000_000, 2000)]
    [InlineData(Wire.InProcess, 1000, 40, 2000)]
    [InlineData(Wire.InProcess, 1000, 1_000_000, 10)]
    [InlineData(Wire.Codec, 10, 1_000_000, 2000)]
    [InlineData(Wire.Codec, 1000, 40, 2000)]
    [InlineData(Wire.Codec, 1000, 1_000_000, 10)]
    [Trait("Behaviour", "C2")]
    public async Task Pulls_CacheIsFull_WaitAreCountedAndGoOnWithRoom(Wire wire, int messages, long bytes, int span)
    {
        var options = ScenarioCluster.OptionsOf(Group, Topic) with
        {
            PullBatchSize = 4,
            PullThresholdForQueue = messages,
            PullThresholdBytesForQueue = bytes,
            ConsumeConcurrentlyMaxSpan = span,
            AwaitTerminationWhenShutdown = TimeSpan.Zero,
        };
        await using var cluster = await StartAsync(wire);
        await cluster.SendAsync(Topic, 60);
        var listener = new RecordingListener();
        listener.Hold();

        var consumer = await cluster.StartConsumerAsync(options, listener);
        await cluster.Pump.UntilAsync(() => Task.FromResult(Delayed(consumer).Any(count => count > 1)), () => "pulls that wait");

        Delayed(consumer).Select(count => count > 0).ShouldBe([messages == 10, bytes == 40, span == 10]);
        consumer.Statistics.CachedMessages.ShouldBe(12, "batches of four until the limit of ten is passed");
        listener.Release();
        await cluster.UntilDrainedAsync(Group, Topic);
        listener.Received.Count.ShouldBe(60);
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "C3")]
    public async Task Pulls_ManyMessages_Bring32AtATimeAndCarryTheCommitWithoutAnyClock(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        await cluster.SendAsync(Topic, 100);
        var batches = new BatchHook();
        var listener = new RecordingListener();

        await cluster.StartConsumerAsync(ScenarioCluster.OptionsOf(Group, Topic) with { Hooks = [batches] }, listener);

        await ClockPump.UntilStillAsync(() => listener.Received.Count == 100, "all messages");
        batches.Sizes.ShouldBe([32, 32, 32, 4]);
        await cluster.SendAsync(Topic, 1);
        await ClockPump.UntilStillAsync(
            async () => await OffsetAsync(cluster) >= 100, "the pull after the last message carries the commit");
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "C4")]
    public async Task Pull_BrokerNotInTheKnownRoute_IsAskedOfTheNameServerAtOnceOrNamed(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var options = new LitePullConsumerOptions { Group = Group, ConsumeFromWhere = ConsumeFromWhere.FirstOffset };
        await using var member = cluster.Cluster.CreateLitePullConsumer(options);
        await member.StartAsync(CancellationToken.None);
        var queue = new MessageQueue(Topic, "broker-b", 0);
        var unknown = await Should.ThrowAsync<ClientException>(member.CommittedAsync(queue, CancellationToken.None).AsTask());
        unknown.ResponseCode.ShouldBe(ClientErrorCode.BrokerNotExist);
        unknown.Message.ShouldBe($"the broker broker-b is not in the route of topic {Topic}");

        await cluster.Admin.CreateTopicAsync(new TopicSettings(Topic, 1, 6, ["broker-b"]), CancellationToken.None);
        await cluster.SendAsync(Topic, 4);
        await member.AssignAsync([queue], CancellationToken.None);

        var polled = new List<MessageExt>();
        await ClockPump.UntilStillAsync(
            async () =>
            {
                polled.AddRange(await member.PollAsync(TimeSpan.Zero, CancellationToken.None));
                return polled.Count == 2;
            },
            "its messages, long before the routes are refreshed");
        polled.ShouldAllBe(message => message.BrokerName == "broker-b");
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "C6")]
    public async Task Pulls_RefusedThenNobodyThere_AreLoggedWithAddressAndRequest(Wire wire)
    {
        var log = new BrokerLog();
        await using var cluster = await StartAsync(wire, log);
        await cluster.StartConsumerAsync(Group, Topic, new RecordingListener());
        await cluster.SendAsync(Topic, 1);
        await cluster.UntilDrainedAsync(Group, Topic);

        await cluster.Admin.SaveGroupAsync(new GroupSettings(Group, Enabled: false), CancellationToken.None);
        await cluster.Pump.UntilAsync(() => Task.FromResult(Failures(log).Any()), () => "a refused pull in the log");
        await cluster.StopNodesAsync();
        await cluster.Pump.UntilAsync(
            () => Task.FromResult(Failures(log).Any(line => IsSaid(line, "could not send"))), () => "pulls that could not be sent");

        Failures(log).ShouldContain(line => IsSaid(line, "request 11 to 127.0.0.1:10911 was answered with code 16"));
        Failures(log).ShouldContain(line => IsSaid(line, "could not send: connect to 127.0.0.1:10911 failed"));
    }

    [Theory]
    [InlineData(Wire.InProcess)]
    [InlineData(Wire.Codec)]
    [Trait("Behaviour", "C6")]
    public async Task Pull_NoAnswerInTime_FailsWithAddressRequestAndTime(Wire wire)
    {
        await using var cluster = await StartAsync(wire);
        var armed = cluster.Clock.ArmedTimers;
        var held = new BrokerQuestions(cluster, Group, Topic).PullAsync(0, PullFlags.Suspend, suspendMillis: 60_000);
        await cluster.Clock.WaitForTimersAsync(armed + 1);

        cluster.Clock.Advance(TimeSpan.FromSeconds(20));

        var failure = await Should.ThrowAsync<RemotingTimeoutException>(() => cluster.Pump.UntilAsync(held, "the end of the pull"));
        failure.Message.ShouldBe("request 11 to 127.0.0.1:10911 timed out after 20000 ms");
    }

    private static bool IsSaid(string line, string text) => line.Contains(text, StringComparison.Ordinal);

    private static Task<ScenarioCluster> StartAsync(Wire wire, BrokerLog? log = null) =>
        ScenarioCluster.StartAsync(wire, new TopicSettings(Topic, 1, 6, ["broker-a"]), loggers: log);

    private static long[] Delayed(PushConsumer consumer)
    {
        var statistics = consumer.Statistics;
        return [statistics.FlowControlByCount, statistics.FlowControlByBytes, statistics.FlowControlBySpan];
    }

    private static IEnumerable<string> Failures(BrokerLog log) =>
        log.Lines.Where(line => IsSaid(line, "could not pull from queue"));

    private static async Task<long?> OffsetAsync(ScenarioCluster cluster) =>
        ScenarioCluster.OfTopic(await cluster.ReadAsync(Group), Topic).Single().ConsumerOffset;

    /// <summary>How many messages each pull of the topic brought.</summary>
    private sealed class BatchHook : IConsumerHook
    {
        private readonly ConcurrentQueue<int> _sizes = [];

        internal IEnumerable<int> Sizes => _sizes;

        public IReadOnlyList<MessageExt> Filter(MessageQueue queue, IReadOnlyList<MessageExt> messages)
        {
            if (queue.Topic == Topic)
                _sizes.Enqueue(messages.Count);

            return messages;
        }
    }
}
