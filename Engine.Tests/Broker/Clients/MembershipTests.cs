using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Tests.Broker.Clients;

public sealed class MembershipTests
{
    private static readonly int[] Notified = [RequestCode.NotifyConsumerIdsChanged];

    [Fact]
    [Trait("Behaviour", "B7")]
    public async Task Heartbeat_NewMember_TellsAllBeforeTheAnswer()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var first = await harness.NewConsumerAsync();
        var second = harness.NewClient("client-2");

        await second.HeartbeatAsync();

        first.TakeTold().ShouldBe(Notified);
        second.TakeTold().ShouldBe(Notified);
        (await MembersAsync(first)).ShouldBe(["client-1", "client-2"], ignoreOrder: true);
    }

    [Fact]
    [Trait("Behaviour", "B7")]
    public async Task Heartbeat_NothingNewOrOnlyANewerVersion_TellsNobody()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();

        await client.HeartbeatAsync();
        await client.HeartbeatAsync(version: 2);

        client.TakeTold().ShouldBeEmpty();
        harness.Tables.Consumers.Find(BrokerClient.Group)!.Subscriptions[BrokerClient.Topic].SubVersion.ShouldBe(2);
    }

    [Fact]
    [Trait("Behaviour", "B7")]
    public async Task Heartbeat_TopicMoreOrLess_TellsAll()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync();

        await client.HeartbeatAsync(BrokerClient.Consumer(
            BrokerClient.Group, BrokerClient.Subscription(), BrokerClient.Subscription("TopicB")));
        client.TakeTold().ShouldBe(Notified);
        await client.HeartbeatAsync();

        client.TakeTold().ShouldBe(Notified);
        harness.Tables.Consumers.Find(BrokerClient.Group)!.Subscriptions.Keys.ShouldBe([BrokerClient.Topic]);
    }

    [Fact]
    public async Task Heartbeat_GroupExists_EnsuresItsRetryTopic()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        await client.CallOkAsync(
            RequestCode.UpdateAndCreateSubscriptionGroup, body: new SubscriptionGroupConfig { GroupName = "GroupB", RetryQueueNums = 2 });

        await client.HeartbeatAsync();
        await client.HeartbeatAsync("GroupB");

        harness.Tables.Topics.Find("%RETRY%GroupA")!.ReadQueueNums.ShouldBe(1);
        harness.Tables.Topics.Find("%RETRY%GroupB")!.ReadQueueNums.ShouldBe(2);
    }

    [Fact]
    [Trait("Behaviour", "E6")]
    public async Task Unregister_TellsTheOthersBeforeTheAnswer()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var first = await harness.NewConsumerAsync();
        var second = await harness.NewConsumerAsync("client-2");
        first.TakeTold();

        await second.CallOkAsync(
            RequestCode.UnregisterClient, new UnregisterClientHeader { ClientId = "client-2", ConsumerGroup = BrokerClient.Group });

        first.TakeTold().ShouldBe(Notified);
        second.TakeTold().ShouldBeEmpty();
        (await MembersAsync(first)).ShouldBe(["client-1"]);
    }

    [Fact]
    public async Task Unregister_GroupWantsNoNotifications_TellsNobody()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var first = await harness.NewConsumerAsync();
        var config = new SubscriptionGroupConfig { GroupName = BrokerClient.Group, NotifyConsumerIdsChangedEnable = false };
        await first.CallOkAsync(RequestCode.UpdateAndCreateSubscriptionGroup, body: config);

        var second = await harness.NewConsumerAsync("client-2");
        await second.CallOkAsync(
            RequestCode.UnregisterClient, new UnregisterClientHeader { ClientId = "client-2", ConsumerGroup = BrokerClient.Group });

        first.TakeTold().ShouldBeEmpty();
    }

    [Fact]
    [Trait("Behaviour", "B7")]
    [Trait("Behaviour", "E6")]
    public async Task ConnectionCloses_MemberIsGoneAndTheOthersAreTold()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var first = await harness.NewConsumerAsync();
        var second = await harness.NewConsumerAsync("client-2");
        first.TakeTold();

        second.CloseConnections();

        (await MembersAsync(first)).ShouldBe(["client-1"]);
        (await first.NextToldAsync()).Code.ShouldBe(RequestCode.NotifyConsumerIdsChanged);
        harness.Tables.Producers.MembersOf("CLIENT_INNER_PRODUCER").Select(producer => producer.ClientId).ShouldBe(["client-1"]);
    }

    [Fact]
    [Trait("Behaviour", "B7")]
    [Trait("Behaviour", "E6")]
    public async Task Silence_OfMoreThan120Seconds_RemovesTheClientAndTellsTheOthers()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var first = await harness.NewConsumerAsync();
        var second = await harness.NewConsumerAsync("client-2");
        harness.Clock.Advance(TimeSpan.FromSeconds(115));
        await first.HeartbeatAsync();
        (await MembersAsync(first)).Count.ShouldBe(2);
        first.TakeTold();
        var gone = harness.Log.NextAsync("client client-2");

        harness.Clock.Advance(TimeSpan.FromSeconds(15));

        await gone;
        (await first.NextToldAsync()).Code.ShouldBe(RequestCode.NotifyConsumerIdsChanged);
        (await MembersAsync(first)).ShouldBe(["client-1"]);
    }

    [Fact]
    public async Task ListAndConnections_GroupIsOffline_SayItInRocketMqsWay()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = harness.NewClient();
        var header = new ConsumerGroupHeader { ConsumerGroup = "Nobody" };

        (await client.CallAsync(RequestCode.GetConsumerListByGroup, header)).Code.ShouldBe(ResponseCode.SystemError);
        (await client.CallAsync(RequestCode.GetConsumerConnectionList, header)).Code.ShouldBe(ResponseCode.ConsumerNotOnline);
    }

    [Fact]
    public async Task Connections_Online_ShowTheMembersAndTheirSubscriptions()
    {
        await using var harness = await BrokerHarness.StartAsync();
        var client = await harness.NewConsumerAsync(tags: "TagA || TagB");

        var answer = await client.CallOkAsync(
            RequestCode.GetConsumerConnectionList, new ConsumerGroupHeader { ConsumerGroup = BrokerClient.Group });

        var body = answer.ReadBody<ConsumerConnectionBody>();
        body.ConnectionSet.ShouldHaveSingleItem().Language.ShouldBe("DOTNET");
        body.SubscriptionTable[BrokerClient.Topic].TagsSet.ShouldBe(["TagA", "TagB"]);
        body.MessageModel.ShouldBe(MessageModel.Clustering);
    }

    private static async Task<IReadOnlyList<string>> MembersAsync(BrokerClient client)
    {
        var answer = await client.CallOkAsync(
            RequestCode.GetConsumerListByGroup, new ConsumerGroupHeader { ConsumerGroup = BrokerClient.Group });
        return answer.ReadBody<ConsumerListBody>().ConsumerIdList;
    }
}
