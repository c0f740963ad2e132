using Engine.NameServer;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Protocol.Messages;
using Engine.Remoting.Outbound;
using Engine.Remoting.Transports;
using Engine.Tests.Remoting;
using Engine.Tests.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Engine.Tests.NameServer;

public sealed class NameServerNodeTests : IAsyncLifetime
{
    private const string Address = "127.0.0.1:9876";
    private const string BrokerA = "127.0.0.1:10911";
    private const string BrokerB = "127.0.0.1:10915";
    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(3);

    private readonly FakeTimeProvider _clock = new();
    private readonly NameServerNode _node;
    private readonly InProcessNetwork _network;
    private readonly RemotingClient _brokerA;
    private readonly RemotingClient _brokerB;

    public NameServerNodeTests()
    {
        _network = new InProcessNetwork(_clock, NullLogger.Instance);
        _node = new NameServerNode(new NameServerOptions { Address = Address }, _network, _clock, NullLoggerFactory.Instance);
        _brokerA = new RemotingClient(_network, new ScriptedDispatcher(), _clock, NullLogger.Instance);
        _brokerB = new RemotingClient(_network, new ScriptedDispatcher(), _clock, NullLogger.Instance);
    }

    public Task InitializeAsync() => _node.StartAsync(CancellationToken.None);

    public async Task DisposeAsync()
    {
        await _brokerA.DisposeAsync();
        await _brokerB.DisposeAsync();
        await _node.DisposeAsync();
    }

    [Fact]
    [Trait("Behaviour", "F2")]
    public async Task Route_TopicOnTwoBrokers_HasQueuesAndAddressesOfBoth()
    {
        await RegisterAsync(_brokerB, "broker-b", BrokerB, 1, ("TopicA", 2));
        await RegisterAsync(_brokerA, "broker-a", BrokerA, 1, ("TopicA", 4));

        var route = (await RouteAsync("TopicA")).ReadBody<TopicRouteBody>();

        route.QueueDatas.ShouldBe(
        [
            new QueueData { BrokerName = "broker-a", ReadQueueNums = 4, WriteQueueNums = 4, Perm = 6 },
            new QueueData { BrokerName = "broker-b", ReadQueueNums = 2, WriteQueueNums = 2, Perm = 6 },
        ]);
        route.BrokerDatas.Select(broker => (broker.Cluster, broker.BrokerName, broker.BrokerAddrs[0]))
            .ShouldBe([(Registrations.Cluster, "broker-a", BrokerA), (Registrations.Cluster, "broker-b", BrokerB)]);
    }

    [Fact]
    [Trait("Behaviour", "F2")]
    public async Task Route_UnknownTopic_IsTopicNotExistWithRocketMqsText()
    {
        var answer = await RouteAsync("NoSuchTopic");

        answer.Code.ShouldBe(ResponseCode.TopicNotExist);
        answer.Remark.ShouldBe(
            "No topic route info in name server for the topic: NoSuchTopic\n"
            + "See http://rocketmq.apache.org/docs/faq/ for further details.");
    }

    [Fact]
    [Trait("Behaviour", "F2")]
    public async Task Route_NoTopicGiven_IsASystemErrorThatNamesTheField()
    {
        var answer = await CallAsync(_brokerA, RemotingCommand.Request(RequestCode.GetRouteInfoByTopic));

        answer.Code.ShouldBe(ResponseCode.SystemError);
        answer.Remark!.ShouldContain("topic");
    }

    [Fact]
    [Trait("Behaviour", "F1")]
    public async Task Connection_Closed_TakesItsBrokerOut()
    {
        await RegisterAsync(_brokerA, "broker-a", BrokerA, 1, ("TopicA", 4));
        await RegisterAsync(_brokerB, "broker-b", BrokerB, 1, ("TopicA", 4));

        _brokerA.CloseConnections("the broker died");

        (await RouteAsync("TopicA")).ReadBody<TopicRouteBody>().QueueDatas.Single().BrokerName.ShouldBe("broker-b");
    }

    [Fact]
    [Trait("Behaviour", "F1")]
    public async Task Broker_RegisteringEvery30Seconds_StaysWhileASilentOneGoes()
    {
        await RegisterAsync(_brokerA, "broker-a", BrokerA, 1, ("TopicA", 4));
        await RegisterAsync(_brokerB, "broker-b", BrokerB, 1, ("TopicA", 4));
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _node.Routes.Live[BrokerB].Connection.Closed.Register(gone.SetResult);

        for (var seconds = 0; seconds < 120; seconds += 30)
        {
            _clock.Advance(TimeSpan.FromSeconds(30));
            await RegisterAsync(_brokerA, "broker-a", BrokerA, 1, ("TopicA", 4));
            _node.Routes.Live.ShouldContainKey(BrokerB);
        }

        _clock.Advance(TimeSpan.FromSeconds(10));
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(10));

        _node.Routes.Live.Keys.ShouldBe([BrokerA]);
        (await RouteAsync("TopicA")).ReadBody<TopicRouteBody>().QueueDatas.Single().BrokerName.ShouldBe("broker-a");
    }

    [Fact]
    [Trait("Behaviour", "F1")]
    public async Task Broker_Unregisters_LeavesTheRoutes()
    {
        await RegisterAsync(_brokerA, "broker-a", BrokerA, 1, ("TopicA", 4));

        await CallAsync(_brokerA, RemotingCommand.Request(RequestCode.UnregisterBroker, new UnregisterBrokerHeader
        {
            BrokerName = "broker-a",
            BrokerAddress = BrokerA,
            ClusterName = Registrations.Cluster,
            BrokerId = 0,
        }));

        (await RouteAsync("TopicA")).Code.ShouldBe(ResponseCode.TopicNotExist);
    }

    [Fact]
    [Trait("Behaviour", "F1")]
    public async Task Broker_RegistersAgainOnANewConnection_SurvivesTheEndOfTheOldOne()
    {
        await RegisterAsync(_brokerB, "broker-a", BrokerA, 1, ("TopicA", 4));
        await RegisterAsync(_brokerA, "broker-a", BrokerA, 1, ("TopicA", 4));

        _brokerB.CloseConnections("the old process ended");

        (await RouteAsync("TopicA")).Code.ShouldBe(ResponseCode.Success);
    }

    [Fact]
    [Trait("Behaviour", "F1")]
    public async Task Slave_Registers_LearnsItsMaster()
    {
        var master = await RegisterAsync(_brokerA, "broker-a", BrokerA, 1, ("TopicA", 4));

        var slave = await CallAsync(_brokerB, Registration("broker-a", BrokerB, Registrations.Topics(1), id: 1));

        master.ReadHeader<RegisterBrokerResponseHeader>().MasterAddress.ShouldBeNull();
        var header = slave.ReadHeader<RegisterBrokerResponseHeader>();
        header.MasterAddress.ShouldBe(BrokerA);
        header.HaServerAddress.ShouldBe(BrokerA + "9");
    }

    [Theory]
    [InlineData(true, 0, "the compressed body cannot be read")]
    [InlineData(false, 1, "crc32 not match")]
    public async Task Register_UnreadableBody_IsRefusedWithTheReason(bool compressed, int wrongBy, string reason)
    {
        var body = BodyJson.Write(new RegisterBrokerBody { TopicConfigSerializeWrapper = Registrations.Topics(1, ("TopicA", 4)) });
        var header = Registrations.Header("broker-a", BrokerA) with
        {
            Compressed = compressed,
            BodyCrc32 = Crc32.OfBody(body.Span) + wrongBy,
        };

        var answer = await CallAsync(_brokerA, RemotingCommand.Request(RequestCode.RegisterBroker, header) with { Body = body });

        answer.Code.ShouldBe(ResponseCode.SystemError);
        answer.Remark!.ShouldContain(reason);
        _node.Routes.Live.ShouldBeEmpty();
    }

    [Fact]
    public async Task Register_RightChecksum_IsTaken()
    {
        var body = BodyJson.Write(new RegisterBrokerBody { TopicConfigSerializeWrapper = Registrations.Topics(1, ("TopicA", 4)) });
        var header = Registrations.Header("broker-a", BrokerA) with { BodyCrc32 = Crc32.OfBody(body.Span) };

        await CallAsync(_brokerA, RemotingCommand.Request(RequestCode.RegisterBroker, header) with { Body = body });

        (await RouteAsync("TopicA")).Code.ShouldBe(ResponseCode.Success);
    }

    [Fact]
    public async Task ClusterInfo_TwoBrokers_ListsBothUnderTheCluster()
    {
        await RegisterAsync(_brokerA, "broker-a", BrokerA, 1, ("TopicA", 4));
        await RegisterAsync(_brokerB, "broker-b", BrokerB, 1, ("TopicB", 4));

        var answer = await CallAsync(_brokerA, RemotingCommand.Request(RequestCode.GetBrokerClusterInfo));
        var topics = await CallAsync(_brokerA, RemotingCommand.Request(RequestCode.GetAllTopicListFromNameServer));

        var clusters = answer.ReadBody<ClusterInfoBody>();
        clusters.ClusterAddrTable[Registrations.Cluster].ShouldBe(["broker-a", "broker-b"]);
        clusters.BrokerAddrTable["broker-b"].BrokerAddrs[0].ShouldBe(BrokerB);
        topics.ReadBody<TopicListBody>().TopicList.ShouldBe(["TopicA", "TopicB"]);
    }

    [Fact]
    public async Task DeleteTopic_Known_LeavesTheRoutes()
    {
        await RegisterAsync(_brokerA, "broker-a", BrokerA, 1, ("TopicA", 4));

        await CallAsync(_brokerA, RemotingCommand.Request(
            RequestCode.DeleteTopicInNameServer, new DeleteTopicInNameServerHeader { Topic = "TopicA" }));

        (await RouteAsync("TopicA")).Code.ShouldBe(ResponseCode.TopicNotExist);
    }

    [Fact]
    public async Task StopAsync_ThenStart_BeginsWithoutRoutes()
    {
        await RegisterAsync(_brokerA, "broker-a", BrokerA, 1, ("TopicA", 4));

        await _node.StopAsync(CancellationToken.None);
        await Should.ThrowAsync<RemotingConnectException>(RouteAsync("TopicA"));
        await _node.StartAsync(CancellationToken.None);

        (await RouteAsync("TopicA")).Code.ShouldBe(ResponseCode.TopicNotExist);
        _clock.ArmedTimers.ShouldBe(1);
    }

    private static RemotingCommand Registration(string name, string address, TopicConfigTableBody topics, long id = 0) =>
        RemotingCommand.Request(
            RequestCode.RegisterBroker,
            Registrations.Header(name, address, id),
            new RegisterBrokerBody { TopicConfigSerializeWrapper = topics });

    private static Task<RemotingCommand> RegisterAsync(
        RemotingClient broker, string name, string address, long version, params (string, int)[] topics) =>
        CallAsync(broker, Registration(name, address, Registrations.Topics(version, topics)));

    private static Task<RemotingCommand> CallAsync(RemotingClient client, RemotingCommand request) =>
        client.CallAsync(Address, request, CallTime, CancellationToken.None);

    private Task<RemotingCommand> RouteAsync(string topic) =>
        CallAsync(_brokerA, RemotingCommand.Request(RequestCode.GetRouteInfoByTopic, new TopicHeader { Topic = topic }));
}
