using System.Text;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;

namespace Engine.Tests.Broker.Administration;

/// <summary>What a broker says of itself, under RocketMQ's keys (broker-semantics §13.1).</summary>
public sealed class RuntimeInformationTests
{
    private static readonly string[] Keys =
    [
        "EndTransactionQueueSize", "EndTransactionThreadPoolQueueCapacity", "bootTimestamp", "brokerVersion", "brokerVersionDesc",
        "commitLogDirCapacity", "commitLogDiskRatio", "commitLogMaxOffset", "commitLogMinOffset", "consumeQueueDiskRatio",
        "dispatchBehindBytes", "dispatchMaxBuffer", "earliestMessageTimeStamp", "getFoundTps", "getMessageEntireTimeMax", "getMissTps",
        "getTotalTps", "getTransferedTps", "getTransferredTps", "msgGetTotalTodayMorning", "msgGetTotalTodayNow",
        "msgGetTotalYesterdayMorning", "msgPutTotalTodayMorning", "msgPutTotalTodayNow", "msgPutTotalYesterdayMorning",
        "pageCacheLockTimeMills", "pullThreadPoolQueueCapacity", "pullThreadPoolQueueHeadWaitTimeMills", "pullThreadPoolQueueSize",
        "putLatency99", "putLatency999", "putMessageAverageSize", "putMessageDistributeTime", "putMessageEntireTimeMax",
        "putMessageFailedTimes", "putMessageSizeTotal", "putMessageTimesTotal", "putTps", "queryThreadPoolQueueCapacity",
        "queryThreadPoolQueueHeadWaitTimeMills", "queryThreadPoolQueueSize", "remainHowManyDataToFlush",
        "remainTransientStoreBufferNumbs", "runtime", "sendThreadPoolQueueCapacity", "sendThreadPoolQueueHeadWaitTimeMills",
        "sendThreadPoolQueueSize", "startAcceptSendRequestTimeStamp",
    ];

    [Fact]
    public async Task RuntimeInfo_NewBroker_HasEveryKeyAndAFirstNumberInEachRate()
    {
        await using var harness = await BrokerHarness.StartAsync();

        var table = await ReadAsync(harness.NewClient());

        table.Keys.Where(key => !key.StartsWith("commitLogDiskRatio_", StringComparison.Ordinal)
                && !key.StartsWith("scheduleMessageOffset_", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).ShouldBe(Keys);
        table["putTps"].ShouldBe("0.0  ", "mqadmin reads the first of the three");
        table["brokerVersionDesc"].ShouldBe("V4_9_8");
        table["earliestMessageTimeStamp"].ShouldBe("-1", "nothing is stored");
        table["runtime"].ShouldBe("[ 0 days, 0 hours, 0 minutes, 0 seconds ]");
        table["commitLogDirCapacity"].ShouldMatch(@"^Total : [\d.]+ \w+, Free : [\d.]+ \w+\.$");
    }

    [Fact]
    public async Task RuntimeInfo_AfterSendsAndPulls_CountsThemAndTheirRates()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        await client.SendOkAsync(count: 8);
        await Soon.Within(client.PullAsync(BrokerClient.Pull() with { MaxMsgNums = 6 }), "an answer");
        await Soon.Within(client.PullAsync(BrokerClient.Pull(offset: 99) with { SysFlag = 0 }), "an answer");
        harness.Clock.Advance(TimeSpan.FromSeconds(4));

        var table = await ReadAsync(client);

        var bytes = harness.Read(BrokerClient.Topic).Sum(message => message.StoreSize);
        table["putMessageTimesTotal"].ShouldBe("8");
        table["putMessageSizeTotal"].ShouldBe($"{bytes}");
        table["commitLogMaxOffset"].ShouldBe($"{harness.Tables.Store.MaxPhysicalOffset}");
        table["msgPutTotalTodayNow"].ShouldBe("8");
        table["msgGetTotalTodayNow"].ShouldBe("6");
        table["putTps"].ShouldBe("2.0  ");
        table["getTransferredTps"].ShouldBe("1.5  ");
        table["getFoundTps"].ShouldBe("0.25  ");
        table["getMissTps"].ShouldBe("0.25  ");
        table["getTotalTps"].ShouldBe("0.5  ");
        table["putMessageDistributeTime"].ShouldStartWith("[<=0ms]:8 [0~10ms]:0 ");
        table["earliestMessageTimeStamp"].ShouldBe($"{harness.Read(BrokerClient.Topic)[0].StoreTimestamp}");
    }

    [Fact]
    public async Task Config_Asked_IsRocketMqsPropertiesText()
    {
        await using var harness = await BrokerHarness.StartAsync();

        var answer = await harness.NewClient().CallOkAsync(RequestCode.GetBrokerConfig);

        var lines = Encoding.UTF8.GetString(answer.Body.Span).Split('\n');
        lines.ShouldContain("brokerName=broker-a");
        lines.ShouldContain("flushDiskType=ASYNC_FLUSH");
        lines.ShouldContain("listenPort=10911");
        lines.ShouldContain("transactionTimeOut=6000");
    }

    private static async Task<IReadOnlyDictionary<string, string>> ReadAsync(BrokerClient client)
    {
        var answer = await client.CallOkAsync(RequestCode.GetBrokerRuntimeInfo);
        return answer.ReadBody<KeyValueBody>().Table;
    }
}
