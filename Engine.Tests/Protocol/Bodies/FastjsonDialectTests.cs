using System.Text;
using System.Text.Json;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Tests.Remoting;

namespace Engine.Tests.Protocol.Bodies;

public sealed class FastjsonDialectTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("""{0:"x",1:"y"}""", """{"0":"x","1":"y"}""")]
    [InlineData("""{{"q":0}:1,{"q":1}:2}""", """{"{\u0022q\u0022:0}":1,"{\u0022q\u0022:1}":2}""")]
    [InlineData("""{ a : 'x' , 'b' : true }""", """{"a":"x","b":true}""")]
    [InlineData("""{"a":[{1:2},[],null]}""", """{"a":[{"1":2},[],null]}""")]
    [InlineData("""{"a":FROM_MIN}""", """{"a":"FROM_MIN"}""")]
    [InlineData("""{'a':'say "no"'}""", """{"a":"say \"no\""}""")]
    [InlineData("""{'a':'it\'s\v\x41'}""", """{"a":"it's\u000b\u0041"}""")]
    [InlineData("""{"{a,b}":"}{:,","c":"\\"}""", """{"{a,b}":"}{:,","c":"\\"}""")]
    [InlineData("[-1.5e3]", "[-1.5e3]")]
    public void ToStandard_Dialect_IsTheSameInStandardJson(string dialect, string standard) =>
        Encoding.UTF8.GetString(FastjsonDialect.ToStandard(Encoding.UTF8.GetBytes(dialect)).Span).ShouldBe(standard);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{1:2")]
    [InlineData("{1 2}")]
    [InlineData("{1:}")]
    [InlineData("{:1}")]
    [InlineData("[1 2]")]
    [InlineData("{\"a\":\"")]
    [InlineData("{\"a\":\"\\")]
    [InlineData("{\"a\":\"\\q\"}")]
    [InlineData("{}{}")]
    [InlineData("{}\0")]
    [InlineData("{{{1:2}:3}:4}")]
    public void ToStandard_NoDialectEither_IsRefused(string text) =>
        Should.Throw<JsonException>(() => FastjsonDialect.ToStandard(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void ToStandard_Levels_AreBounded(int levels, bool allowed)
    {
        var text = Encoding.UTF8.GetBytes(new string('[', levels) + new string(']', levels));

        if (allowed)
            FastjsonDialect.ToStandard(text).Length.ShouldBe(2 * levels);
        else
            Should.Throw<JsonException>(() => FastjsonDialect.ToStandard(text)).Message.ShouldContain("64");
    }

    [Theory]
    [InlineData("""{"a":{"b":[1,{"c":"{d:1}"}]},"e":"\"x:"}""", true)]
    [InlineData("""{ }""", true)]
    [InlineData("""[1,2]""", true)]
    [InlineData("""{0:1}""", false)]
    [InlineData("""{"a":[{"b":1},{c:1}]}""", false)]
    [InlineData("""{"a":1,'b':2}""", false)]
    [InlineData("""{{"a":1}:2}""", false)]
    public void HasQuotedKeys_Keys_AreToldApart(string text, bool quoted) =>
        FastjsonDialect.HasQuotedKeys(Encoding.UTF8.GetBytes(text)).ShouldBe(quoted);

    [Theory]
    [InlineData("""{"offsetTable":{"T@G":{"0":5,"12":-9}}}""", """{"offsetTable":{"T@G":{0:5,12:-9}}}""")]
    [InlineData("""{"a":"1","2":"3","4@5":6}""", """{"a":"1",2:"3","4@5":6}""")]
    [InlineData("""{"\"1":2,"3\"":4,"":5,"6\\":7}""", """{"\"1":2,"3\"":4,"":5,"6\\":7}""")]
    [InlineData("""{"1":{"2":"3\":4"}}""", """{1:{2:"3\":4"}}""")]
    [InlineData("""["1",2]""", """["1",2]""")]
    [InlineData("""{}""", """{}""")]
    [InlineData("", "")]
    public void WithNumberKeys_Keys_LoseTheirQuotesAndNothingElse(string standard, string dialect)
    {
        var written = FastjsonDialect.WithNumberKeys(Encoding.UTF8.GetBytes(standard));

        Encoding.UTF8.GetString(written.Span).ShouldBe(dialect);
    }

    [Fact]
    public void Read_RecordedConsumeStats_GivesEveryQueue()
    {
        var body = Recorded("c-consumerProgress.jsonl", "consumeTps");

        var stats = BodyJson.Read<ConsumeStatsBody>(body, RequestCode.GetConsumeStats);

        stats.ConsumeTps.ShouldBe(0.32);
        stats.OffsetTable.Count.ShouldBe(5);
        stats.OffsetTable[new MessageQueue("RecTopic", "broker-a", 1)]
            .ShouldBe(new OffsetWrapper { BrokerOffset = 6, ConsumerOffset = 6, LastTimestamp = 1795227082012 });
    }

    [Fact]
    public void Write_RecordedReset_GivesTheRecordedBytes()
    {
        var body = Recorded("c-resetOffsetByTime-online.jsonl", "offsetTable");

        var reset = BodyJson.Read<ResetOffsetBody>(body, 222);

        reset.OffsetTable.Count.ShouldBe(4);
        Encoding.UTF8.GetString(BodyJson.Write(reset).Span).ShouldBe(Encoding.UTF8.GetString(body));
    }

    [Fact]
    public void Read_RecordedClusterInfo_AcceptsNumbersAsKeys()
    {
        var body = Recorded("c-clusterList.jsonl", "clusterAddrTable");

        var clusters = BodyJson.Read<ClusterInfoBody>(body, RequestCode.GetBrokerClusterInfo);

        clusters.BrokerAddrTable["broker-a"].BrokerAddrs[0].ShouldBe("127.0.0.1:10911");
        clusters.ClusterAddrTable["DefaultCluster"].ShouldBe(["broker-a"]);
    }

    [Fact]
    public void Read_RecordedRouteAndRegistration_AreStandardJson()
    {
        var route = BodyJson.Read<TopicRouteBody>(Recorded("c-consumerProgress.jsonl", "queueDatas"), RequestCode.GetRouteInfoByTopic);
        var registration = BodyJson.Read<RegisterBrokerBody>(Recorded("g-broker-start.jsonl", "dataVersion"), RequestCode.RegisterBroker);

        route.QueueDatas.Single().BrokerName.ShouldBe("broker-a");
        registration.TopicConfigSerializeWrapper.TopicConfigTable["SCHEDULE_TOPIC_XXXX"].ReadQueueNums.ShouldBe(18);
    }

    [Fact]
    public void Read_Heartbeat_AcceptsSingleQuotesAndBareWords()
    {
        const string text = """
            {'clientID':"192.0.2.2@1",consumerDataSet:[{consumeFromWhere:CONSUME_FROM_FIRST_OFFSET,"consumeType":CONSUME_PASSIVELY,
            "groupName":'RecCG',"messageModel":"CLUSTERING","subscriptionDataSet":[{"subString":'*',"topic":'RecTopic'}]}],
            "producerDataSet":[{"groupName":"CLIENT_INNER_PRODUCER"}]}
            """;

        var heartbeat = BodyJson.Read<HeartbeatBody>(Encoding.UTF8.GetBytes(text), RequestCode.HeartBeat);

        heartbeat.ConsumerDataSet.Single().SubscriptionDataSet.Single().Topic.ShouldBe("RecTopic");
    }

    [Fact]
    public void Read_SingleQuotedValueUnderQuotedKeys_IsRewritten() =>
        BodyJson.Read<TopicListBody>("""{"topicList":['TopicA']}"""u8, 206).TopicList.ShouldBe(["TopicA"]);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"topicList\":")]
    [InlineData("{\"topicList\":7}")]
    [InlineData("{1:2}")]
    public void Read_NoSuchBody_IsAFieldErrorThatNamesIt(string text) =>
        Should.Throw<CommandFieldException>(() => BodyJson.Read<TopicListBody>(Encoding.UTF8.GetBytes(text), 206))
            .Message.ShouldContain("TopicListBody");

    [Fact]
    public void Write_QueueKeys_ComeBackWhateverTheTopicHolds()
    {
        var queue = new MessageQueue("%RETRY%a\"b{é", "broker-a", 3);
        var body = new ResetOffsetBody { OffsetTable = new Dictionary<MessageQueue, long> { [queue] = long.MaxValue } };

        var text = BodyJson.Write(body);

        Encoding.UTF8.GetString(text.Span).ShouldStartWith("""{"offsetTable":{{"brokerName":"broker-a","queueId":3,"topic":""");
        BodyJson.Read<ResetOffsetBody>(text.Span, 220).OffsetTable[queue].ShouldBe(long.MaxValue);
    }

    [Fact]
    public void Read_DamagedBodies_AreFieldErrorsAndNothingElse()
    {
        var random = new Random(20_240_102);
        var body = Recorded("c-consumerProgress.jsonl", "consumeTps");
        for (var round = 0; round < 3_000; round++)
        {
            var damaged = (byte[])body.Clone();
            for (var hit = random.Next(1, 5); hit > 0; hit--)
                damaged[random.Next(damaged.Length)] = (byte)(random.Next(3) == 0 ? random.Next(256) : "{}[]:,\"'\\ "[random.Next(10)]);

            try
            {
                BodyJson.Read<ConsumeStatsBody>(damaged.AsSpan(0, random.Next(damaged.Length + 1)), 208).ShouldNotBeNull();
            }
            catch (CommandFieldException refused)
            {
                refused.Message.ShouldContain("ConsumeStatsBody");
            }
        }
    }

    private static byte[] Recorded(string file, string member) =>
        Recording.Load(file).Select(frame => frame.Body).First(body => body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(member)) >= 0);

    [Fact]
    public void WriteFile_QueueKeys_AreObjectsInLines()
    {
        var queue = new MessageQueue("T", "b", 1);
        var body = new LocalOffsetsBody { OffsetTable = new Dictionary<MessageQueue, long> { [queue] = 5 } };

        var text = BodyJson.WriteFile(body);

        Encoding.UTF8.GetString(text.Span).ReplaceLineEndings("\n")
            .ShouldBe("{\n\t\"offsetTable\": {\n\t\t{\"brokerName\":\"b\",\"queueId\":1,\"topic\":\"T\"}: 5\n\t}\n}");
        BodyJson.Read<LocalOffsetsBody>(text.Span, 0).OffsetTable.ShouldBe(body.OffsetTable);
    }
}
