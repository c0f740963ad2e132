using System.IO.Pipelines;
using System.Text;
using Dashboard.Clusters;
using Dashboard.Configuration;
using Dashboard.Figures.Metrics;
using Dashboard.Tests.Clusters;
using Dashboard.Tests.Figures.Sampling;
using Engine.Admin.Clusters;
using Engine.Admin.Groups;
using Engine.Admin.Members;
using Engine.Admin.Topics;
using Engine.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Figures.Metrics;

/// <summary>What Prometheus reads of a cluster whose figures are known.</summary>
public sealed class MetricsPageTests : SamplerTest
{
    private readonly LogRecorder<MetricsPage> _log = new();

    [Fact]
    public async Task Write_GroupBehind_HasTheExportersNamesLabelsAndValues()
    {
        Gateway.Set(Sample.Group("g", Sample.Queue(10, 4), Sample.Queue(7, 7, queueId: 1), Sample.Queue(5, 2, broker: "broker-b")));
        Gateway.Set(Sample.Topic("orders", 10, 7));
        await StartSweepsAsync();

        var page = await ReadAsync();

        var diff = page.Series.Single(series => series.Name == "rocketmq_group_diff");
        diff.Labels.Keys.ShouldBe(["group", "topic", "countOfOnlineConsumers", "msgModel"]);
        diff.Labels.Values.ShouldBe(["g", "orders", "1", "1"]);
        diff.Value.ShouldBe(9);
        page.Value("rocketmq_group_count", ("group", "g"), ("caddr", "127.0.0.1:50000"), ("localaddr", "client-1")).ShouldBe(1);
        page.Value("rocketmq_consumer_offset", ("broker", "broker-a"), ("topic", "orders"), ("group", "g")).ShouldBe(17);
        page.Value("rocketmq_group_consume_total_offset", ("broker", "broker-a")).ShouldBe(11);
        page.Value("rocketmq_group_consume_total_offset", ("broker", "broker-b")).ShouldBe(2);
        page.Value("rocketmq_producer_offset", ("cluster", "embedded"), ("broker", "broker-a"), ("topic", "orders")).ShouldBe(17);
        page.Value("console_queue_lag", ("broker", "broker-a"), ("queue", "0"), ("group", "g")).ShouldBe(6);
        page.Value("console_queue_broker_offset", ("queue", "1")).ShouldBe(7);
    }

    [Fact]
    public async Task Write_OffsetsMove_HasRatesAndTimeLag()
    {
        await StartSweepsAsync();
        Gateway.Set(Sample.Group("g", Sample.Queue(40, 24) with { NextStoredAt = Clock.GetUtcNow() - TimeSpan.FromSeconds(2) }));
        Gateway.Set(Sample.Topic("orders", 40));
        await NextSweepAsync();

        var page = await ReadAsync();

        page.Value("rocketmq_consumer_tps", ("topic", "orders"), ("group", "g")).ShouldBe(20);
        page.Value("rocketmq_producer_tps", ("topic", "orders")).ShouldBe(30);
        page.Value("console_queue_consume_rate", ("group", "g")).ShouldBe(20);
        page.Value("rocketmq_group_get_latency_by_storetime", ("group", "g")).ShouldBe(3000);
        page.Value("console_queue_time_lag_seconds", ("group", "g")).ShouldBe(3);
    }

    [Fact]
    public async Task Write_UnknownValues_LeavesTheirSeriesOut()
    {
        Gateway.Set(Sample.Group("g", Sample.Queue(10, consumerOffset: null)));
        await StartSweepsAsync();

        var page = await ReadAsync();

        page.Value("rocketmq_consumer_offset", ("group", "g")).ShouldBe(10);
        page.Names.ShouldNotContain("rocketmq_group_diff");
        page.Names.ShouldNotContain("rocketmq_group_consume_total_offset");
        page.Names.ShouldNotContain("rocketmq_consumer_tps", "one sample has no rate");
        page.Names.ShouldNotContain("console_queue_lag");
        page.Names.ShouldNotContain("console_queue_consumer_offset");
        page.Names.ShouldNotContain("rocketmq_client_consume_rt");
    }

    [Fact]
    public async Task Write_BrokerSilent_LeavesOutItsPartAndSumsThatLackIt()
    {
        Gateway.Set(Sample.Group("g", Sample.Queue(10, 4), Sample.Queue(5, 2, broker: "broker-b")));
        await StartSweepsAsync();
        Gateway.Unreachable = ["broker-b"];
        Gateway.Set(Sample.Group("g", Sample.Queue(10, 4)));
        await NextSweepAsync();

        var page = await ReadAsync();

        page.Names.ShouldNotContain("rocketmq_group_diff");
        page.Value("console_queue_lag", ("broker", "broker-a")).ShouldBe(6);
        page.Values("console_queue_lag", ("broker", "broker-b")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Write_ClusterSilent_LeavesOutWhatIsTooOld()
    {
        await StartSweepsAsync();
        Gateway.Failure = new IOException("gone");
        for (var second = 0; second < 15; second++)
            await NextSweepAsync();

        (await ReadAsync()).Names.ShouldContain("rocketmq_group_diff");
        await NextSweepAsync();
        (await ReadAsync()).Series.ShouldBeEmpty();
    }

    [Fact]
    public async Task Write_RetryAndDeadLetterTopics_HaveTheirOwnSeries()
    {
        var retry = Sample.Queue(8, 5) with { Queue = new MessageQueue("%RETRY%g", "broker-a", 0) };
        var dead = Sample.Queue(4, 1) with { Queue = new MessageQueue("%DLQ%other", "broker-a", 0) };
        Gateway.Set(Sample.Group("g", Sample.Queue(10, 4), dead, retry));
        Gateway.Set(Sample.Topic("%RETRY%g", 8) with { Type = TopicType.Retry });
        Gateway.Set(Sample.Topic("%DLQ%g", 3) with { Type = TopicType.Dlq });
        await StartSweepsAsync();

        var page = await ReadAsync();

        page.Value("rocketmq_group_diff").ShouldBe(6);
        page.Value("rocketmq_group_retrydiff", ("topic", "%RETRY%g")).ShouldBe(3);
        page.Value("rocketmq_group_dlqdiff", ("topic", "%DLQ%other")).ShouldBe(3);
        page.Value("rocketmq_producer_offset").ShouldBe(10);
        page.Value("rocketmq_topic_retry_offset", ("topic", "%RETRY%g")).ShouldBe(8);
        page.Value("rocketmq_topic_dlq_offset", ("group", "g")).ShouldBe(3);
    }

    [Fact]
    public async Task Write_BrokersCount_HasSizesAndSendBacksAndNoSeriesForWhatTheyNeverCounted()
    {
        Gateway.Set(Sample.Group("g", Sample.Queue(10, 4)));
        Gateway.Set(Sample.Topic("orders", 10));
        Tell(new TrafficFigures(new TrafficKey("broker-a", "orders", null), 2048.5, null));
        Tell(new TrafficFigures(new TrafficKey("broker-a", "orders", "g"), null, 3));
        Tell(new TrafficFigures(new TrafficKey("broker-a", "gone", "g"), 5, 5));
        await StartSweepsAsync();

        var page = await ReadAsync();

        page.Value("rocketmq_producer_message_size", ("cluster", "embedded"), ("broker", "broker-a"), ("topic", "orders")).ShouldBe(2048.5);
        page.Value("rocketmq_send_back_nums", ("broker", "broker-a"), ("topic", "orders"), ("group", "g")).ShouldBe(3);
        page.Names.ShouldNotContain("rocketmq_consumer_message_size");

        void Tell(TrafficFigures figures) => Gateway.Traffic[figures.Key] = figures;
    }

    [Fact]
    public async Task Write_LabelWithQuotesBackslashAndNewLine_ComesBackAsItIs()
    {
        const string odd = "a\"b\\c\nd\\n";
        Gateway.Set(Sample.Group("g", Sample.Queue(1, 0)) with { Members = [new GroupMemberView(odd, "ä", "JAVA", "V4_9_8")] });
        await StartSweepsAsync();

        (await ReadAsync()).Value("rocketmq_group_count", ("localaddr", odd), ("caddr", "ä")).ShouldBe(1);
    }

    [Fact]
    public async Task Write_ClientsTellOfThemselves_HasTheirFiguresAndProducers()
    {
        TopicConsumption told = new("orders", 1.5, 20, 2.5, 19, 1, 7);
        RunningInfo running = new(false, null, null, null, null, [], [told], [], new Dictionary<string, string>(), null);
        ClientView consumer = new("client-1", "127.0.0.1:50000", "JAVA", "V4_9_8", null, [new("g", [], running, null)], []);
        ClientView silent = consumer with { ClientId = "client-2", Memberships = [new("g", [], null, "silent")] };
        ClientView producer = new("client-3", "127.0.0.1:50001", "JAVA", "V4_9_8", null, [], ["p"])
        {
            ProducerBrokers = new Dictionary<string, IReadOnlyList<string>> { ["p"] = ["broker-a"] },
        };
        Gateway.Clients = new ClientList([consumer, silent, producer], [], default);
        await StartSweepsAsync();

        var page = await ReadAsync();

        (string, string)[] labels = [("clientAddr", "127.0.0.1:50000"), ("clientId", "client-1"), ("group", "g"), ("topic", "orders")];
        page.Value("rocketmq_client_consume_fail_msg_count", labels).ShouldBe(7);
        page.Value("rocketmq_client_consume_fail_msg_tps", labels).ShouldBe(1);
        page.Value("rocketmq_client_consume_ok_msg_tps", labels).ShouldBe(19);
        page.Value("rocketmq_client_consume_rt", labels).ShouldBe(2.5);
        page.Value("rocketmq_client_consumer_pull_rt", labels).ShouldBe(1.5);
        page.Value("rocketmq_client_consumer_pull_tps", labels).ShouldBe(20);
        page.Value("rocketmq_producer_count", ("cluster", "embedded"), ("broker", "broker-a"), ("group", "p")).ShouldBe(1);
    }

    [Fact]
    public async Task Write_BrokersTellOfThemselves_HasTheirFiguresAndHowFarSlavesAre()
    {
        Dictionary<string, string> told = new()
        {
            ["brokerVersionDesc"] = "V4_9_8",
            ["bootTimestamp"] = "1700000000000",
            ["brokerVersion"] = "401",
            ["putTps"] = "30.5 20.25 10",
            ["getTransferedTps"] = "3 2 1",
            ["commitLogMaxOffset"] = "5000",
            ["earliestMessageTimeStamp"] = "-1",
            ["putMessageDistributeTime"] =
                "[<=0ms]:5 [0~10ms]:4 [10~50ms]:3 [50~100ms]:2 [100~200ms]:1 [200~500ms]:0 [500ms~1s]:0 [1~2s]:0 [2~3s]:0 [3~4s]:0 "
                + "[4~5s]:0 [5~10s]:0 [10s~]:7",
            ["commitLogDirCapacity"] = "Total : 4.0 GiB, Free : 512 B.",
            ["remainHowManyDataToFlush"] = "1.5 KiB",
        };
        BrokerView master = new("broker-a", 0, "master", "127.0.0.1:10911", "online");
        BrokerView slave = new("broker-a", 1, "slave", "127.0.0.1:11011", "online");
        Gateway.Runtimes =
        [
            new BrokerRuntime(master, told), new BrokerRuntime(slave, new Dictionary<string, string> { ["commitLogMaxOffset"] = "4200" }),
        ];
        await StartSweepsAsync();

        var page = await ReadAsync();

        (string, string)[] labels =
        [
            ("cluster", "embedded"), ("brokerIP", "127.0.0.1:10911"), ("brokerHost", "broker-a"), ("des", "V4_9_8"),
            ("boottime", "1700000000000"), ("broker_version", "401"),
        ];
        page.Value("rocketmq_broker_tps", ("brokerIP", "127.0.0.1:10911"), ("broker", "broker-a")).ShouldBe(20.25);
        page.Value("rocketmq_broker_qps", ("broker", "broker-a")).ShouldBe(2);
        page.Value("rocketmq_broker_commitlog_diff", ("brokerIP", "127.0.0.1:11011"), ("broker", "broker-a")).ShouldBe(800);
        page.Value("rocketmq_brokeruntime_put_tps10", labels).ShouldBe(30.5);
        page.Value("rocketmq_brokeruntime_put_tps600", labels).ShouldBe(10);
        page.Value("rocketmq_brokeruntime_pmdt_0ms", labels).ShouldBe(5);
        page.Value("rocketmq_brokeruntime_pmdt_10stomore", labels).ShouldBe(7);
        page.Value("rocketmq_brokeruntime_commitlogdir_capacity_total", labels).ShouldBe(4.0 * 1024 * 1024 * 1024);
        page.Value("rocketmq_brokeruntime_commitlogdir_capacity_free", labels).ShouldBe(512);
        page.Value("rocketmq_brokeruntime_remain_howmanydata_toflush", labels).ShouldBe(1536);
        page.Names.ShouldNotContain("rocketmq_brokeruntime_earliest_message_timestamp", "-1 is unknown");
        page.Names.ShouldNotContain("rocketmq_brokeruntime_pagecache_lock_time_mills", "the broker does not say");
    }

    [Fact]
    public async Task Write_MoreSeriesThanAllowed_StopsThereWithThosePerQueueAndSaysSoOnce()
    {
        await StartSweepsAsync();
        var all = (await ReadAsync()).Series.Count;
        await using var page = Page(new MetricsOptions { MaxSeries = all - 2 });

        var first = await ReadAsync(page);
        await ReadAsync(page);

        first.Series.Count.ShouldBe(all - 2);
        first.Names.ShouldContain("rocketmq_group_diff");
        first.Names.ShouldNotContain("console_queue_lag");
        var (level, text) = _log.Lines.ShouldHaveSingleItem();
        level.ShouldBe(LogLevel.Warning);
        text.ShouldContain("Console:Metrics:MaxSeries");
    }

    [Fact]
    public async Task Write_PerQueueSwitchedOff_HasTheOthersAlone()
    {
        await StartSweepsAsync();
        await using var page = Page(new MetricsOptions { PerQueue = false });

        var names = (await ReadAsync(page)).Names;

        names.ShouldContain("rocketmq_group_diff");
        names.ShouldNotContain(name => name.StartsWith("console_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Write_Scrapes_ReadNothingOfGroupsAndTopics()
    {
        await StartSweepsAsync();
        await using var page = Page(new MetricsOptions());

        await ReadAsync(page);
        await ReadAsync(page);

        (Gateway.ClusterReads.Count, Gateway.GroupReads.Count, Gateway.TopicReads.Count).ShouldBe((1, 0, 0));
    }

    private MetricsPage Page(MetricsOptions options) => new(
        new ClusterRegistry([new RegisteredCluster(Gateway, null)]),
        Samplers,
        Options.Create(new ConsoleOptions { Metrics = options }),
        Clock,
        _log);

    private async Task<Exposition> ReadAsync()
    {
        await using var page = Page(new MetricsOptions());
        return await ReadAsync(page);
    }

    private static async Task<Exposition> ReadAsync(MetricsPage page)
    {
        using MemoryStream written = new();
        await page.WriteAsync(PipeWriter.Create(written), CancellationToken.None);
        return Exposition.Parse(Encoding.UTF8.GetString(written.ToArray()));
    }
}
