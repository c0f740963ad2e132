using System.Text;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;

namespace Engine.Tests.Broker.Retries;

[Trait("Behaviour", "D6")]
public sealed class SendBackTests
{
    private const string Schedule = "SCHEDULE_TOPIC_XXXX";
    private const string RetryTopic = "%RETRY%GroupA";
    private const string DeadLetters = "%DLQ%GroupA";

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 1)]
    [InlineData(18, 18)]
    [InlineData(99, 18)]
    public async Task SendBack_FirstTime_WaitsForTheRetryTopicInItsLevel(int asked, int level)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var (client, sent) = await SendAsync(harness);

        (await client.SendBackAsync(sent.PhysicalOffset, asked)).Code.ShouldBe(ResponseCode.Success);

        var waiting = harness.Read(Schedule, level - 1).ShouldHaveSingleItem();
        (waiting.ReconsumeTimes, waiting.Flag, waiting.BornTimestamp, waiting.BornHost)
            .ShouldBe((1, sent.Flag, sent.BornTimestamp, sent.BornHost));
        waiting.Body.ToArray().ShouldBe(sent.Body.ToArray());
        waiting.Properties.ShouldBe(
            new Dictionary<string, string>(sent.Properties)
            {
                ["RETRY_TOPIC"] = BrokerClient.Topic,
                ["ORIGIN_MESSAGE_ID"] = sent.OffsetMessageId,
                ["WAIT"] = "false",
                ["DELAY"] = $"{level}",
                ["REAL_TOPIC"] = RetryTopic,
                ["REAL_QID"] = "0",
            },
            ignoreOrder: true);
    }

    [Theory]
    [InlineData(-1, 16)]
    [InlineData(0, 0)]
    [InlineData(5, 0)]
    public async Task SendBack_NoRetryWantedOrLeft_IsADeadLetterAtOnce(int asked, int max)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var (client, sent) = await SendAsync(harness);

        (await client.SendBackAsync(sent.PhysicalOffset, asked, max)).Code.ShouldBe(ResponseCode.Success);

        var dead = harness.Read(DeadLetters).ShouldHaveSingleItem();
        (dead.ReconsumeTimes, dead.Property("RETRY_TOPIC"), dead.Property("DELAY")).ShouldBe((1, BrokerClient.Topic, "0"));
        dead.Property("ORIGIN_MESSAGE_ID").ShouldBe(sent.OffsetMessageId);
        var topic = harness.Tables.Topics.Find(DeadLetters).ShouldNotBeNull();
        (topic.ReadQueueNums, topic.WriteQueueNums, topic.Perm).ShouldBe((1, 1, 6));
        harness.Registrations(RequestCode.RegisterBroker)[^1].IsOneWay.ShouldBeTrue("the name servers hear of the new topic");
    }

    [Fact]
    public async Task SendBack_OfARetriedMessage_KeepsWhereItCameFrom()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var (client, sent) = await SendAsync(harness);
        await client.SendBackAsync(sent.PhysicalOffset);
        var first = harness.Read(Schedule, 2).Single();

        await client.SendBackAsync(first.PhysicalOffset);

        var second = harness.Read(Schedule, 3).ShouldHaveSingleItem();
        (second.ReconsumeTimes, second.Property("RETRY_TOPIC"), second.Property("ORIGIN_MESSAGE_ID"))
            .ShouldBe((2, BrokerClient.Topic, sent.OffsetMessageId));
    }

    [Fact]
    public async Task SendBack_AgainAndAgain_EndsInTheDeadLettersWithTheSeventeenthFailure()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var (client, message) = await SendAsync(harness);

        for (var failure = 1; failure <= 16; failure++)
        {
            (await client.SendBackAsync(message.PhysicalOffset)).Code.ShouldBe(ResponseCode.Success);
            message = harness.Read(Schedule, failure + 1).ShouldHaveSingleItem($"failure {failure} waits in level {failure + 2}");
        }

        harness.Tables.Topics.Find(DeadLetters).ShouldBeNull();
        (await client.SendBackAsync(message.PhysicalOffset)).Code.ShouldBe(ResponseCode.Success);
        harness.Read(DeadLetters).ShouldHaveSingleItem().ReconsumeTimes.ShouldBe(17);
    }

    [Fact]
    public async Task SendBack_GroupsLimit_CountsWhenTheClientHasNone()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var (client, sent) = await SendAsync(harness);
        await ConfigureAsync(client, new SubscriptionGroupConfig { GroupName = BrokerClient.Group, RetryMaxTimes = 0 });

        await client.SendBackAsync(sent.PhysicalOffset, maxReconsumeTimes: null);

        harness.Read(DeadLetters).Count.ShouldBe(1);
    }

    [Fact]
    public async Task SendBack_GroupWithoutRetryQueues_SucceedsAndStoresNothing()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var (client, sent) = await SendAsync(harness);
        await ConfigureAsync(client, new SubscriptionGroupConfig { GroupName = BrokerClient.Group, RetryQueueNums = 0 });
        var end = harness.Tables.Store.MaxPhysicalOffset;

        (await client.SendBackAsync(sent.PhysicalOffset)).Code.ShouldBe(ResponseCode.Success);

        harness.Tables.Store.MaxPhysicalOffset.ShouldBe(end);
    }

    [Fact]
    public async Task SendBack_SeveralRetryQueues_UsesOnlyThoseThatAreRead()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var (client, sent) = await SendAsync(harness);
        await ConfigureAsync(client, new SubscriptionGroupConfig { GroupName = BrokerClient.Group, RetryQueueNums = 8 });
        await client.CreateTopicAsync(RetryTopic, queues: 2);

        for (var i = 0; i < 20; i++)
            await client.SendBackAsync(sent.PhysicalOffset, delayLevel: 1);

        harness.Read(Schedule).Select(message => message.Property("REAL_QID")).Distinct().ShouldBe(["0", "1"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(200, Schedule, true, true)]
    [InlineData(100, Schedule, false, true)]
    [InlineData(40, DeadLetters, false, true)]
    [InlineData(20, DeadLetters, false, false)]
    public async Task SendBack_LittleRoomInTheProperties_IsStoredWithLess(int bytesFree, string where, bool namesOrigin, bool keepsItsOwn)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        var own = MessageLimits.MaxPropertiesBytes - bytesFree - "own=".Length;
        await client.SendAsync(queueId: 2, properties: PropertyString.With("", "own", new string('x', own)));
        var sent = harness.Read(BrokerClient.Topic, 2).Single();
        var storedWhenSaid = new List<int>();
        harness.Log.Saying = line =>
        {
            if (line.Contains("is filed under", StringComparison.Ordinal))
                storedWhenSaid.Add(harness.Read(DeadLetters).Count);
        };

        (await client.SendBackAsync(sent.PhysicalOffset)).Code.ShouldBe(ResponseCode.Success);

        storedWhenSaid.ShouldBe(where == DeadLetters ? [1] : [], "it is said when it has happened");
        var stored = harness.Read(where, where == Schedule ? 2 : 0).ShouldHaveSingleItem();
        (stored.ReconsumeTimes, stored.Property("RETRY_TOPIC")).ShouldBe((1, BrokerClient.Topic));
        stored.Property("ORIGIN_MESSAGE_ID").ShouldBe(namesOrigin ? sent.OffsetMessageId : null);
        (stored.Property("own")?.Length).ShouldBe(keepsItsOwn ? own : null);
        stored.Body.ToArray().ShouldBe(sent.Body.ToArray());
    }

    [Fact]
    public async Task SendBack_UnknownGroup_IsRefused()
    {
        await using var harness = await BrokerHarness.StartAsync(options => options with { AutoCreateSubscriptionGroup = false });
        var client = harness.NewClient();
        await client.SendOkAsync();

        (await client.SendBackAsync(0)).Code.ShouldBe(ResponseCode.SubscriptionGroupNotExist);
    }

    [Fact]
    public async Task SendBack_RetryTopicNotWritable_IsRefused()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var (client, sent) = await SendAsync(harness);
        await client.CreateTopicAsync(RetryTopic, queues: 1, perm: 4);

        (await client.SendBackAsync(sent.PhysicalOffset)).Code.ShouldBe(ResponseCode.NoPermission);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(-1)]
    public async Task SendBack_NoMessageThere_IsRefused(long offset)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var (client, _) = await SendAsync(harness);

        var answer = await client.SendBackAsync(offset);

        (answer.Code, answer.Remark).ShouldBe((ResponseCode.SystemError, $"look message by offset failed, {offset}"));
    }

    [Fact]
    public async Task SendBack_GroupNameTooLongForARetryTopic_IsRefusedInWords()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var (client, sent) = await SendAsync(harness);

        var answer = await client.SendBackAsync(sent.PhysicalOffset, group: new string('g', 121));

        answer.Code.ShouldBe(ResponseCode.SystemError);
        answer.Remark.ShouldNotBeNull().ShouldContain("127");
    }

    [Theory]
    [InlineData(15, 16, RetryTopic)]
    [InlineData(16, 16, DeadLetters)]
    [InlineData(2, 2, DeadLetters)]
    [InlineData(null, 0, DeadLetters)]
    public async Task SendToTheRetryTopic_ByTheClientItself_GoesThereUntilItWasTriedOftenEnough(int? times, int max, string target)
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();
        var properties = PropertyString.With(PropertyString.With("", "RETRY_TOPIC", BrokerClient.Topic), "DELAY", "3");

        var answer = await SendToRetryTopicAsync(client, properties, times, max);

        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        var isDead = target == DeadLetters;
        var stored = harness.Read(isDead ? DeadLetters : Schedule, isDead ? 0 : 2).ShouldHaveSingleItem();
        stored.ReconsumeTimes.ShouldBe(times ?? 0);
        stored.Property("DELAY").ShouldBe(isDead ? "0" : "3");
        stored.Property("REAL_TOPIC").ShouldBe(isDead ? null : RetryTopic);
        answer.ReadHeader<SendMessageResponseHeader>().QueueId.ShouldBe(0);
    }

    [Fact]
    public async Task SendToTheRetryTopic_UnknownGroup_IsRefused()
    {
        await using var harness = await BrokerHarness.StartAsync(options => options with { AutoCreateSubscriptionGroup = false });

        var answer = await SendToRetryTopicAsync(harness.NewClient(), "", 0, 16);

        answer.Code.ShouldBe(ResponseCode.SubscriptionGroupNotExist);
    }

    [Fact]
    public void Header_AsRocketMqsClientSendsIt_IsReadAndWrittenTheSame()
    {
        var fields = new Dictionary<string, string>
        {
            ["maxReconsumeTimes"] = "16",
            ["offset"] = "196",
            ["bname"] = "broker-a",
            ["delayLevel"] = "1",
            ["originTopic"] = "RecTopic",
            ["originMsgId"] = "C0000202770D5FFD2B276774F0230001",
            ["unitMode"] = "false",
            ["group"] = "RecCG",
        };

        var header = (RemotingCommand.Request(RequestCode.ConsumerSendMsgBack) with { ExtFields = fields })
            .ReadHeader<ConsumerSendMsgBackHeader>();

        (header.Offset, header.Group, header.DelayLevel, header.MaxReconsumeTimes).ShouldBe((196L, "RecCG", 1, 16));
        RemotingCommand.Request(RequestCode.ConsumerSendMsgBack, header).WriteHeader().ShouldBe(fields, ignoreOrder: true);
    }

    private static async Task<(BrokerClient Client, MessageExt Sent)> SendAsync(BrokerHarness harness)
    {
        var client = await harness.NewConsumerAsync();
        var properties = PropertyString.With(PropertyString.With("", "TAGS", "TagA"), "KEYS", "k1");
        await client.SendAsync(queueId: 2, properties: properties);
        return (client, harness.Read(BrokerClient.Topic, 2).Single());
    }

    private static Task ConfigureAsync(BrokerClient client, SubscriptionGroupConfig config) =>
        client.CallOkAsync(RequestCode.UpdateAndCreateSubscriptionGroup, body: config);

    private static Task<RemotingCommand> SendToRetryTopicAsync(BrokerClient client, string properties, int? times, int max)
    {
        var header = BrokerClient.Send(RetryTopic, properties: properties) with { ReconsumeTimes = times, MaxReconsumeTimes = max };
        return client.CallAsync(
            RemotingCommand.Request(RequestCode.SendMessageV2, header) with { Body = Encoding.UTF8.GetBytes("again") });
    }
}
