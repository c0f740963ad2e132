using System.Text;
using Engine.Protocol;
using Engine.Protocol.Bodies;

namespace Engine.Tests.Protocol.Bodies;

public sealed class ConsumerRunningInfoBodyTests
{
    private static readonly MessageQueue Queue = new("T", "b", 0);

    [Fact]
    [Trait("Behaviour", "D8")]
    public void Write_Queue_HasRocketMqsNames()
    {
        var body = new ConsumerRunningInfoBody
        {
            Properties = new Dictionary<string, string> { ["PROP_CONSUMEORDERLY"] = "true" },
            MqTable = new Dictionary<MessageQueue, ProcessQueueInfo> { [Queue] = new() { CommitOffset = 5, Dropped = true } },
            StatusTable = new Dictionary<string, ConsumeStatusInfo> { ["T"] = new() { ConsumeOkTps = 1.5, ConsumeFailedMsgs = 3 } },
        };

        const string expected =
            """
            {"properties":{"PROP_CONSUMEORDERLY":"true"},"subscriptionSet":[],
            "mqTable":{{"brokerName":"b","queueId":0,"topic":"T"}:{"commitOffset":5,"cachedMsgMinOffset":0,"cachedMsgMaxOffset":0,
            "cachedMsgCount":0,"cachedMsgSizeInMiB":0,"transactionMsgMinOffset":0,"transactionMsgMaxOffset":0,"transactionMsgCount":0,
            "locked":false,"tryUnlockTimes":0,"lastLockTimestamp":0,"droped":true,"lastPullTimestamp":0,"lastConsumeTimestamp":0}},
            "statusTable":{"T":{"pullRT":0,"pullTPS":0,"consumeRT":0,"consumeOKTPS":1.5,"consumeFailedTPS":0,"consumeFailedMsgs":3}}}
            """;
        Encoding.UTF8.GetString(BodyJson.Write(body).Span).ShouldBe(expected.ReplaceLineEndings(string.Empty));
    }

    [Fact]
    [Trait("Behaviour", "D8")]
    public void Read_AsJavaWritesIt_IsUnderstood()
    {
        const string java =
            """
            {"jstack":"x",
            "mqTable":{{"brokerName":"b","queueId":0,"topic":"T"}:{"cachedMsgCount":2,"commitOffset":9,"droped":false,"locked":true}},
            "properties":{"PROP_CONSUME_TYPE":"CONSUME_PASSIVELY"},"statusTable":{"T":{"consumeFailedMsgs":0,"pullRT":1.25}},
            "subscriptionSet":[{"classFilterMode":false,"codeSet":[],"expressionType":"TAG","subString":"*","subVersion":1,
            "tagsSet":[],"topic":"T"}]}
            """;

        var body = BodyJson.Read<ConsumerRunningInfoBody>(Encoding.UTF8.GetBytes(java), 307);

        body.MqTable[Queue].CommitOffset.ShouldBe(9);
        body.MqTable[Queue].Locked.ShouldBeTrue();
        body.StatusTable["T"].PullRt.ShouldBe(1.25);
        body.SubscriptionSet.ShouldHaveSingleItem().Topic.ShouldBe("T");
        body.Jstack.ShouldBe("x");
    }

    [Theory]
    [InlineData("""{"autoCommit":true,"consumeResult":"CR_LATER","order":false,"spentTimeMills":3}""")]
    [InlineData("""{"autoCommit":true,"consumeResult":1,"order":false,"spentTimeMills":3}""")]
    public void Read_DirectResult_TakesNameAndOrdinal(string text)
    {
        var body = BodyJson.Read<ConsumeMessageDirectlyBody>(Encoding.UTF8.GetBytes(text), 309);

        body.ShouldBe(new ConsumeMessageDirectlyBody { ConsumeResult = DirectConsumption.Later, SpentTimeMills = 3 });
        Encoding.UTF8.GetString(BodyJson.Write(body).Span)
            .ShouldBe("""{"order":false,"autoCommit":true,"consumeResult":"CR_LATER","spentTimeMills":3}""");
    }
}
