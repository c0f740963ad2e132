using Engine.Broker.Statistics;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Broker.Statistics;

public sealed class BrokerStatisticsTests
{
    [Fact]
    public async Task SendAndPull_Messages_AreCountedByTopicQueueGroupAndBroker()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync(queueId: 1, count: 4);
        await Soon.Within(client.PullAsync(BrokerClient.Pull(queueId: 1) with { MaxMsgNums = 3 }), "an answer");

        Sample(harness);

        var bytes = harness.Read(BrokerClient.Topic, 1).Select(message => message.StoreSize).ToList();
        Sum(harness, "TOPIC_PUT_NUMS", "TopicA").ShouldBe(4);
        Sum(harness, "TOPIC_PUT_SIZE", "TopicA").ShouldBe(bytes.Sum());
        Sum(harness, "QUEUE_PUT_NUMS", "TopicA@1").ShouldBe(4);
        Sum(harness, "QUEUE_PUT_SIZE", "TopicA@1").ShouldBe(bytes.Sum());
        Sum(harness, "GROUP_GET_NUMS", "TopicA@GroupA").ShouldBe(3);
        Sum(harness, "GROUP_GET_SIZE", "TopicA@GroupA").ShouldBe(bytes.Take(3).Sum());
        Sum(harness, "QUEUE_GET_NUMS", "TopicA@1@GroupA").ShouldBe(3);
        Sum(harness, "QUEUE_GET_SIZE", "TopicA@1@GroupA").ShouldBe(bytes.Take(3).Sum());
        Sum(harness, "BROKER_PUT_NUMS", "embedded").ShouldBe(4);
        Sum(harness, "BROKER_GET_NUMS", "embedded").ShouldBe(3);
        Sum(harness, "GROUP_GET_LATENCY", "1@TopicA@GroupA").ShouldBe(0, "the clock stands still");
    }

    [Fact]
    public void GetTook_Times_AreAddedAndAveraged()
    {
        var statistics = new BrokerStatistics("c");
        statistics.GetTook("G", "T", 3, TimeSpan.FromMilliseconds(10));
        statistics.GetTook("G", "T", 3, TimeSpan.FromMilliseconds(5.9));

        statistics.Sample(1000, forHour: false, forDay: false);

        var figures = statistics.Find("GROUP_GET_LATENCY", "3@T@G").ShouldNotBeNull().Minute;
        (figures.Sum, figures.AveragePerTime).ShouldBe((15, 7.5));
    }

    [Fact]
    public async Task Send_Refused_IsNotCounted()
    {
        await using var harness = await BrokerHarness.StartAsync();
        await harness.NewClient().SendAsync("SELF_TEST_TOPIC");

        harness.Tables.Statistics.Find("TOPIC_PUT_NUMS", "SELF_TEST_TOPIC").ShouldBeNull();
    }

    [Fact]
    public async Task Send_Delayed_CountsForTheScheduleTopicFirstAndForItsOwnWhenItIsDue()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        var held = client.PullAsync(BrokerClient.Pull());
        await client.SendAsync(properties: PropertyString.With("", "DELAY", "1"));
        Sum(harness, "TOPIC_PUT_NUMS", "SCHEDULE_TOPIC_XXXX", sample: true).ShouldBe(1);
        harness.Tables.Statistics.Find("TOPIC_PUT_NUMS", "TopicA").ShouldBeNull();

        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        await Soon.Within(held, "the delayed message");

        Sum(harness, "TOPIC_PUT_NUMS", "TopicA", sample: true).ShouldBe(1);
        Sum(harness, "GROUP_GET_NUMS", "SCHEDULE_TOPIC_XXXX@SCHEDULE_CONSUMER").ShouldBe(1);
    }

    [Fact]
    public async Task SendBack_CountsUnderTheTopicItWasFirstSentTo()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync();
        await client.SendBackAsync(harness.Read(BrokerClient.Topic).Single().PhysicalOffset);
        await client.SendBackAsync(harness.Read("SCHEDULE_TOPIC_XXXX", 2).Single().PhysicalOffset);

        Sum(harness, "SNDBCK_PUT_NUMS", "TopicA@GroupA", sample: true).ShouldBe(2);
        Sum(harness, "TOPIC_PUT_NUMS", "SCHEDULE_TOPIC_XXXX").ShouldBe(2);
        Sum(harness, "BROKER_PUT_NUMS", "embedded").ShouldBe(1);
    }

    [Fact]
    public async Task View_Counted_ShowsTheWindowsThatWereSampled()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync(count: 20);
        Sample(harness);

        var answer = await client.CallOkAsync(
            RequestCode.ViewBrokerStatsData, new ViewBrokerStatsHeader { StatsName = "TOPIC_PUT_NUMS", StatsKey = "TopicA" });

        var seen = answer.ReadBody<BrokerStatsBody>();
        (seen.StatsMinute.Sum, seen.StatsMinute.Tps, seen.StatsMinute.Avgpt).ShouldBe((20, 2.0, 1.0));
        (seen.StatsHour.Sum, seen.StatsDay.Sum).ShouldBe((0, 0));
    }

    [Fact]
    public async Task View_NeverCounted_IsRefusedInRocketMqsWords()
    {
        await using var harness = await BrokerHarness.StartAsync();

        var answer = await harness.NewClient().CallAsync(
            RequestCode.ViewBrokerStatsData, new ViewBrokerStatsHeader { StatsName = "TOPIC_PUT_NUMS", StatsKey = "Nobody" });

        (answer.Code, answer.Remark).ShouldBe((ResponseCode.SystemError, "The stats <TOPIC_PUT_NUMS> <Nobody> not exist"));
    }

    [Fact]
    public async Task ConsumeStats_ConsumeTps_IsWhatTheGroupGotInTheLastMinute()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync(count: 30);
        await Soon.Within(client.PullAsync(BrokerClient.Pull()), "an answer");
        await client.CommitAsync(30);
        Sample(harness);

        var answer = await client.CallOkAsync(
            RequestCode.GetConsumeStats, new GetConsumeStatsHeader { ConsumerGroup = BrokerClient.Group });

        answer.ReadBody<ConsumeStatsBody>().ConsumeTps.ShouldBe(3.0);
    }

    [Fact]
    public void Forget_TopicOrGroup_TakesItsCountersOnly()
    {
        var statistics = new BrokerStatistics("c");
        foreach (var topic in new[] { "T", "T2" })
        {
            statistics.Put(topic, 0, 1, 10);
            statistics.Get("G", topic, 0, 1, 10);
            statistics.Get("G2", topic, 0, 1, 10);
            statistics.GetTook("G", topic, 0, TimeSpan.FromMilliseconds(1));
            statistics.GetTook("G2", topic, 0, TimeSpan.FromMilliseconds(1));
            statistics.SentBack("G", topic);
        }

        statistics.ForgetTopic("T");
        statistics.ForgetGroup("G2");

        string[] gone =
        [
            "TOPIC_PUT_NUMS T", "QUEUE_PUT_SIZE T@0", "GROUP_GET_NUMS T@G", "SNDBCK_PUT_NUMS T@G", "QUEUE_GET_NUMS T2@0@G2",
            "GROUP_GET_LATENCY 0@T@G", "GROUP_GET_LATENCY 0@T2@G2",
        ];
        string[] left =
        [
            "TOPIC_PUT_NUMS T2", "GROUP_GET_SIZE T2@G", "SNDBCK_PUT_NUMS T2@G", "BROKER_PUT_NUMS c", "GROUP_GET_LATENCY 0@T2@G",
        ];
        gone.Where(item => Find(statistics, item) is not null).ShouldBeEmpty();
        left.Where(item => Find(statistics, item) is null).ShouldBeEmpty();
        statistics.Put("T", 0, 1, 10);
        statistics.Sample(1000, forHour: false, forDay: false);
        Find(statistics, "TOPIC_PUT_NUMS T")!.Minute.Sum.ShouldBe(1);
    }

    private static StatsItem? Find(BrokerStatistics statistics, string item) =>
        item.Split(' ') is [var name, var key] ? statistics.Find(name, key) : null;

    private static void Sample(BrokerHarness harness) =>
        harness.Tables.Statistics.Sample(harness.Clock.GetUtcNow().ToUnixTimeMilliseconds(), forHour: false, forDay: false);

    private static long Sum(BrokerHarness harness, string name, string key, bool sample = false)
    {
        if (sample)
            Sample(harness);

        return harness.Tables.Statistics.Find(name, key).ShouldNotBeNull($"{name} {key}").Minute.Sum;
    }
}
