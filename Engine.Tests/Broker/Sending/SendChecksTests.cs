using Engine.Broker.Sending;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Messages;

namespace Engine.Tests.Broker.Sending;

public sealed class SendChecksTests
{
    private const int MaxBody = MessageLimits.MaxBodyBytes;

    [Theory]
    [InlineData("TopicA", null)]
    [InlineData("%RETRY%GroupA", null)]
    [InlineData("TBW102", null)]
    [InlineData("BenchmarkTest", null)]
    [InlineData("", ResponseCode.SystemError)]
    [InlineData("no spaces", ResponseCode.SystemError)]
    [InlineData("SCHEDULE_TOPIC_XXXX", ResponseCode.NoPermission)]
    [InlineData("RMQ_SYS_TRANS_HALF_TOPIC", ResponseCode.NoPermission)]
    [InlineData("RMQ_SYS_TRANS_OP_HALF_TOPIC", ResponseCode.NoPermission)]
    [InlineData("TRANS_CHECK_MAX_TIME_TOPIC", ResponseCode.NoPermission)]
    [InlineData("SELF_TEST_TOPIC", ResponseCode.NoPermission)]
    [InlineData("OFFSET_MOVED_EVENT", ResponseCode.NoPermission)]
    public void OfMessage_Topic(string topic, int? expected) =>
        (SendChecks.OfMessage(BrokerClient.Send(topic), 1, MaxBody)?.Code).ShouldBe(expected);

    [Fact]
    public void OfMessage_TopicOf127Characters_IsTheLongest()
    {
        SendChecks.OfMessage(BrokerClient.Send(new string('a', 127)), 1, MaxBody).ShouldBeNull();
        SendChecks.OfMessage(BrokerClient.Send(new string('a', 128)), 1, MaxBody)!.Code.ShouldBe(ResponseCode.SystemError);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(MaxBody, false)]
    [InlineData(MaxBody + 1, true)]
    public void OfMessage_Body(int bytes, bool refused)
    {
        var refusal = SendChecks.OfMessage(BrokerClient.Send(), bytes, MaxBody);

        (refusal?.Code).ShouldBe(refused ? ResponseCode.MessageIllegal : null);
    }

    [Theory]
    [InlineData(32767, false)]
    [InlineData(32768, true)]
    public void OfMessage_Properties(int bytes, bool refused)
    {
        var properties = PropertyString.With("", "k", new string('v', bytes - 2));

        (SendChecks.OfMessage(BrokerClient.Send(properties: properties), 1, MaxBody)?.Code)
            .ShouldBe(refused ? ResponseCode.MessageIllegal : null);
    }

    [Theory]
    [InlineData("3", false, null)]
    [InlineData("0", true, null)]
    [InlineData("3", true, ResponseCode.MessageIllegal)]
    [InlineData("x", false, ResponseCode.MessageIllegal)]
    public void OfMessage_DelayLevel_IsANumberAndNotForABatch(string level, bool isBatch, int? expected)
    {
        var header = BrokerClient.Send(properties: PropertyString.With("", MessageProperties.DelayLevel, level));

        (SendChecks.OfMessage(header, 1, MaxBody, isBatch)?.Code).ShouldBe(expected);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, ResponseCode.MessageIllegal)]
    public void OfMessage_RetryTopic_TakesNoBatch(bool isBatch, int? expected) =>
        (SendChecks.OfMessage(BrokerClient.Send("%RETRY%GroupA"), 1, MaxBody, isBatch)?.Code).ShouldBe(expected);

    [Theory]
    [InlineData("true", false, null)]
    [InlineData("true", true, ResponseCode.MessageIllegal)]
    [InlineData("false", true, null)]
    public void OfMessage_Transaction_IsNotForABatch(string isHalf, bool isBatch, int? expected)
    {
        var header = BrokerClient.Send(properties: PropertyString.With("", MessageProperties.TransactionPrepared, isHalf));

        (SendChecks.OfMessage(header, 1, MaxBody, isBatch)?.Code).ShouldBe(expected);
    }

    [Theory]
    [InlineData(6, 0, null)]
    [InlineData(4, 0, ResponseCode.NoPermission)]
    [InlineData(6, 3, null)]
    [InlineData(6, 4, ResponseCode.SystemError)]
    [InlineData(6, -1, null)]
    public void OfTopic_PermAndQueue(int perm, int queueId, int? expected)
    {
        var topic = new TopicConfig { TopicName = "TopicA", ReadQueueNums = 4, WriteQueueNums = 2, Perm = perm };

        (SendChecks.OfTopic(BrokerClient.Send(queueId: queueId), topic, "127.0.0.1:1")?.Code).ShouldBe(expected);
    }

    [Fact]
    public void OfTopic_NothingToChooseFrom_IsRefused()
    {
        var topic = new TopicConfig { TopicName = "TopicA", ReadQueueNums = 4, WriteQueueNums = 0 };

        SendChecks.OfTopic(BrokerClient.Send(queueId: -1), topic, "127.0.0.1:1")!.Code.ShouldBe(ResponseCode.SystemError);
    }
}
