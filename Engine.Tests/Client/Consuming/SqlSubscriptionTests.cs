using Engine.Client;
using Engine.Client.Consuming;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Tests.Client.Consuming;

/// <summary>Subscriptions that the brokers filter by properties.</summary>
[Trait("Behaviour", "C3")]
public sealed class SqlSubscriptionTests : IAsyncLifetime
{
    private const string Topic = FakeCluster.Topic;

    private readonly RecordingListener _listener = new();
    private FakeCluster _cluster = null!;

    private ScriptedNode Broker => _cluster.A.Node;

    public async Task InitializeAsync() => _cluster = await FakeCluster.StartAsync(queuesOnA: 1);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task StartAsync_Sql_IsCheckedThenToldInHeartbeatAndPull()
    {
        await StartAsync();
        var pull = (await Broker.NextAsync(RequestCode.PullMessage)).ReadHeader<PullMessageHeader>();

        Broker.CodesCame[..2].ShouldBe([RequestCode.CheckClientConfig, RequestCode.HeartBeat]);
        var check = Broker.Came(RequestCode.CheckClientConfig).ShouldHaveSingleItem().ReadBody<CheckClientBody>();
        check.Group.ShouldBe(FakeCluster.Group);
        (check.SubscriptionData.Topic, check.SubscriptionData.SubString, check.SubscriptionData.ExpressionType)
            .ShouldBe((Topic, "amount > 100", "SQL92"));
        pull.ExpressionType.ShouldBe("SQL92");
        var told = Broker.Came(RequestCode.HeartBeat)[0].ReadBody<HeartbeatBody>().ConsumerDataSet[0].SubscriptionDataSet;
        told.Single(data => data.Topic == Topic).ExpressionType.ShouldBe("SQL92");
    }

    [Fact]
    [Trait("Behaviour", "C7")]
    public async Task Pull_Found_IsNotFilteredByTagAgain()
    {
        _cluster.A.Append(Topic, 0, tag: "any");
        await StartAsync();

        (await _listener.NextAsync())[0].Tags.ShouldBe("any");
    }

    [Fact]
    public async Task StartAsync_BrokerRefusesTheExpression_FailsWithItsReason()
    {
        Broker.On(RequestCode.CheckClientConfig, RemotingCommand.Answer(ResponseCode.SubscriptionParseFailed, "no operator at 7"));

        var failure = await Should.ThrowAsync<ClientException>(StartAsync);

        failure.ResponseCode.ShouldBe(ResponseCode.SubscriptionParseFailed);
        failure.Message.ShouldContain("GroupA cannot subscribe topic TopicA by SQL92 'amount > 100'");
        failure.Message.ShouldContain("no operator at 7");
        Broker.CodesCame.ShouldBe([RequestCode.CheckClientConfig]);
    }

    [Fact]
    public async Task StartAsync_NoRouteYet_IsNoFailure()
    {
        _cluster.NameServer.On(RequestCode.GetRouteInfoByTopic, RemotingCommand.Answer(ResponseCode.TopicNotExist, "none"));

        (await StartAsync()).AssignedQueues.ShouldBeEmpty();
    }

    private Task<PushConsumer> StartAsync() => _cluster.StartConsumerAsync(_listener, options => options with
    {
        Subscriptions = new Dictionary<string, string>(),
        SqlSubscriptions = new Dictionary<string, string> { [Topic] = "amount > 100" },
    });
}
