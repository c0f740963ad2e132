using System.Text;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Tests.NameServer;

/// <summary>What operators and brokers ask a name server beside routes.</summary>
public sealed class NameServerRequestsTests
{
    [Fact]
    public async Task KeyValues_ArePutReadListedDeletedAndSurviveARestart()
    {
        await using var harness = await NameServerHarness.StartAsync();
        await harness.AskOkAsync(RequestCode.PutKvConfig, Item("space", "one", "1"));
        await harness.AskOkAsync(RequestCode.PutKvConfig, Item("space", "two", "2"));
        await harness.AskOkAsync(RequestCode.DeleteKvConfig, Item("space", "one"));
        await harness.RestartAsync();

        var two = await harness.AskOkAsync(RequestCode.GetKvConfig, Item("space", "two"));
        two.ReadHeader<KvConfigResponseHeader>().Value.ShouldBe("2");
        var list = await harness.AskOkAsync(RequestCode.GetKvListByNamespace, Item("space"));
        list.ReadBody<KeyValueBody>().Table.ShouldBe(new Dictionary<string, string> { ["two"] = "2" });
    }

    [Fact]
    public async Task KeyValues_UnknownOnes_AreNotFoundInRocketMqsWords()
    {
        await using var harness = await NameServerHarness.StartAsync();

        var one = await harness.AskAsync(RequestCode.GetKvConfig, Item("space", "key"));
        var list = await harness.AskAsync(RequestCode.GetKvListByNamespace, Item("space"));

        (one.Code, one.Remark).ShouldBe((ResponseCode.QueryNotFound, "No config item, Namespace: space Key: key"));
        (list.Code, list.Remark).ShouldBe((ResponseCode.QueryNotFound, "No config item, Namespace: space"));
    }

    [Theory]
    [InlineData(null, "x", "request 100: the field 'key' is missing")]
    [InlineData("key", null, "request 100: the field 'value' is missing")]
    public async Task KeyValues_PutWithoutAField_NamesIt(string? key, string? value, string remark)
    {
        await using var harness = await NameServerHarness.StartAsync();

        (await harness.AskAsync(RequestCode.PutKvConfig, Item("space", key, value))).Remark.ShouldBe(remark);
    }

    [Fact]
    public async Task KeyValues_TooLong_AreRefused()
    {
        await using var harness = await NameServerHarness.StartAsync();

        var answer = await harness.AskAsync(RequestCode.PutKvConfig, Item("space", "key", new string('x', 64 * 1024)));

        answer.Code.ShouldBe(ResponseCode.SystemError);
        answer.Remark!.ShouldContain("65536 characters");
    }

    [Fact]
    public async Task OrderTopics_AreToldToBrokersAndWhenTurnedOnInRoutes()
    {
        await using var harness = await NameServerHarness.StartAsync();
        await harness.AskOkAsync(RequestCode.PutKvConfig, Item("ORDER_TOPIC_CONFIG", "TopicA", "broker-a:4"));

        var registered = await harness.RegisterAsync(("TopicA", 4));
        registered.ReadBody<KeyValueBody>().Table["TopicA"].ShouldBe("broker-a:4");
        (await RouteAsync(harness)).OrderTopicConf.ShouldBeNull();

        await harness.AskAsync(RequestCode.UpdateNameServerConfig, raw: Encoding.UTF8.GetBytes("orderMessageEnable=true"));
        (await RouteAsync(harness)).OrderTopicConf.ShouldBe("broker-a:4");
    }

    [Theory]
    [InlineData("kvConfigPath=/tmp/x", ResponseCode.NoPermission, "Can not update config in black list.")]
    [InlineData("no property", ResponseCode.SystemError, "string2Properties error")]
    [InlineData("orderMessageEnable=often", ResponseCode.SystemError, "orderMessageEnable is true or false, not 'often'")]
    [InlineData("listenPort=1", ResponseCode.SystemError, "listenPort cannot be changed at a running name server; orderMessageEnable can")]
    public async Task Config_WrongUpdate_IsRefusedWithTheReason(string text, int code, string remark)
    {
        await using var harness = await NameServerHarness.StartAsync();

        var answer = await harness.AskAsync(RequestCode.UpdateNameServerConfig, raw: Encoding.UTF8.GetBytes(text));

        (answer.Code, answer.Remark).ShouldBe((code, remark));
    }

    [Fact]
    public async Task WritePermission_IsWipedFromTheRoutesAndGivenBack()
    {
        await using var harness = await NameServerHarness.StartAsync();
        await harness.RegisterAsync(("TopicA", 4), ("TopicB", 1));

        var wiped = await harness.AskOkAsync(RequestCode.WipeWritePermOfBroker, new BrokerNameHeader { BrokerName = "broker-a" });
        wiped.ReadHeader<TopicCountHeader>().WipeTopicCount.ShouldBe(2);
        (await RouteAsync(harness)).QueueDatas[0].Perm.ShouldBe(4);

        var added = await harness.AskOkAsync(RequestCode.AddWritePermOfBroker, new BrokerNameHeader { BrokerName = "broker-a" });
        added.ReadHeader<TopicCountHeader>().AddTopicCount.ShouldBe(2);
        (await RouteAsync(harness)).QueueDatas[0].Perm.ShouldBe(6);
    }

    [Fact]
    public async Task TopicLists_ByClusterAndOfTheSystem()
    {
        await using var harness = await NameServerHarness.StartAsync();
        await harness.RegisterAsync(("TopicA", 4), ("TopicB", 1));

        (await TopicsAsync(harness, RequestCode.GetTopicsByCluster, new ClusterHeader { Cluster = Registrations.Cluster }))
            .TopicList.ShouldBe(["TopicA", "TopicB"]);
        (await TopicsAsync(harness, RequestCode.GetTopicsByCluster, new ClusterHeader { Cluster = "other" })).TopicList.ShouldBeEmpty();
        var system = await TopicsAsync(harness, RequestCode.GetSystemTopicListFromNameServer);
        system.TopicList.ShouldBe(["broker-a", "embedded"]);
        system.BrokerAddr.ShouldBe(NameServerHarness.Broker);
    }

    [Fact]
    public async Task TopicLists_OfUnits_AreReadFromTheTopicsFlags()
    {
        await using var harness = await NameServerHarness.StartAsync();
        var header = Registrations.Header("broker-a", NameServerHarness.Broker);
        await harness.AskOkAsync(RequestCode.RegisterBroker, header, new RegisterBrokerBody
        {
            TopicConfigSerializeWrapper = new TopicConfigTableBody
            {
                DataVersion = new DataVersion { Counter = 1 },
                TopicConfigTable = Enumerable.Range(0, 4).ToDictionary(
                    flags => $"Topic{flags}", flags => new TopicConfig { TopicName = $"Topic{flags}", TopicSysFlag = flags }),
            },
        });

        (await TopicsAsync(harness, RequestCode.GetUnitTopicList)).TopicList.ShouldBe(["Topic1", "Topic3"]);
        (await TopicsAsync(harness, RequestCode.GetHasUnitSubTopicList)).TopicList.ShouldBe(["Topic2", "Topic3"]);
        (await TopicsAsync(harness, RequestCode.GetHasUnitSubUnUnitTopicList)).TopicList.ShouldBe(["Topic2"]);
    }

    [Fact]
    public async Task DataVersion_IsComparedAndKeepsTheBrokerAlive()
    {
        await using var harness = await NameServerHarness.StartAsync();
        await harness.RegisterAsync(("TopicA", 4));
        var header = new UnregisterBrokerHeader
        {
            BrokerName = "broker-a",
            BrokerAddress = NameServerHarness.Broker,
            ClusterName = Registrations.Cluster,
            BrokerId = 0,
        };

        var other = await harness.AskOkAsync(RequestCode.QueryDataVersion, header, new DataVersion { Counter = 2, Timestamp = 1 });
        other.ReadHeader<DataVersionResponseHeader>().Changed.ShouldBeTrue();
        other.ReadBody<DataVersion>().ShouldBe(new DataVersion { Counter = 1, Timestamp = 1 });

        harness.Clock.Advance(TimeSpan.FromSeconds(100));
        var same = await harness.AskOkAsync(RequestCode.QueryDataVersion, header, new DataVersion { Counter = 1, Timestamp = 1 });
        same.ReadHeader<DataVersionResponseHeader>().Changed.ShouldBeFalse();
        harness.Clock.Advance(TimeSpan.FromSeconds(100));
        harness.Node.Routes.Live.ShouldNotBeEmpty("it was told 100 s ago that the broker lives");
    }

    [Theory]
    [InlineData(317, false, true)]
    [InlineData(317, true, false)]
    [InlineData(401, false, false)]
    public async Task Route_NumbersAsKeys_AreUnquotedForOldClientsOnly(int version, bool standardOnly, bool isBare)
    {
        await using var harness = await NameServerHarness.StartAsync();
        await harness.RegisterAsync(("TopicA", 4));
        var header = new RouteHeader { Topic = "TopicA", AcceptStandardJsonOnly = standardOnly };

        var answer = await harness.AskAsync(RemotingCommand.Request(RequestCode.GetRouteInfoByTopic, header) with { Version = version });

        var text = Encoding.UTF8.GetString(answer.Body.Span);
        text.ShouldContain(isBare ? "\"brokerAddrs\":{0:\"127.0.0.1:10911\"}" : "\"brokerAddrs\":{\"0\":\"127.0.0.1:10911\"}");
    }

    private static KvConfigHeader Item(string space, string? key = null, string? value = null) =>
        new() { Namespace = space, Key = key, Value = value };

    private static async Task<TopicRouteBody> RouteAsync(NameServerHarness harness) =>
        (await harness.AskOkAsync(RequestCode.GetRouteInfoByTopic, new RouteHeader { Topic = "TopicA" })).ReadBody<TopicRouteBody>();

    private static async Task<TopicListBody> TopicsAsync(NameServerHarness harness, int code, ICommandHeader? header = null) =>
        (await harness.AskOkAsync(code, header)).ReadBody<TopicListBody>();
}
