using Engine.Client;
using Engine.Client.Instance;
using Engine.Client.Routing;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Messages;

namespace Engine.Tests.Client.Routing;

public sealed class RouteTableTests : IAsyncLifetime
{
    private static readonly MessageQueue OnB = new(FakeCluster.Topic, "broker-b", 0);

    private FakeCluster _cluster = null!;
    private ClientInstance _instance = null!;

    private RouteTable Table => _instance.Routes;

    public async Task InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync(queuesOnA: 1);
        _instance = _cluster.NewInstance();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    [Trait("Behaviour", "C4")]
    public async Task RequireReadableAsync_UnknownBroker_RefreshesOnceThenNamesIt()
    {
        await Table.RefreshAsync(FakeCluster.Topic, CancellationToken.None);

        var failure = await Should.ThrowAsync<ClientException>(
            async () => await Table.RequireReadableAsync(OnB, BrokerTarget.MasterId, CancellationToken.None));

        failure.ResponseCode.ShouldBe(ClientErrorCode.BrokerNotExist);
        failure.Message.ShouldContain("broker-b");
        _cluster.NameServer.Came(RequestCode.GetRouteInfoByTopic).Count.ShouldBe(2);
    }

    [Fact]
    [Trait("Behaviour", "C4")]
    public async Task RequireReadableAsync_BrokerCameMeanwhile_IsFoundByTheRefresh()
    {
        await Table.RefreshAsync(FakeCluster.Topic, CancellationToken.None);
        _cluster.SetRoute(FakeCluster.Topic, (_cluster.A, 1), (_cluster.B, 1));

        (await Table.RequireReadableAsync(OnB, BrokerTarget.MasterId, CancellationToken.None)).Address.ShouldBe(_cluster.B.Address);
    }

    [Fact]
    public async Task RefreshAsync_TopicGone_KeepsTheRoute()
    {
        await Table.RefreshAsync(FakeCluster.Topic, CancellationToken.None);
        _cluster.NameServer.On(RequestCode.GetRouteInfoByTopic, RemotingCommand.Answer(ResponseCode.TopicNotExist, "gone"));

        (await Table.RefreshAsync(FakeCluster.Topic, CancellationToken.None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task UseTemplateAsync_RealRouteCameFirst_StaysReal()
    {
        _cluster.SetRoute(TopicNames.AutoCreateTemplate, (_cluster.B, 8));
        await Table.RefreshAsync(FakeCluster.Topic, CancellationToken.None);

        var route = await Table.UseTemplateAsync(FakeCluster.Topic, 4, CancellationToken.None);

        route!.IsFromTemplate.ShouldBeFalse();
        Table.Current.Find(FakeCluster.Topic)!.PublishQueues.Count.ShouldBe(1);
    }

    [Fact]
    public async Task RefreshAsync_SameRoute_KeepsTheSnapshot()
    {
        await Table.RefreshAsync(FakeCluster.Topic, CancellationToken.None);
        var before = Table.Current;

        await Table.RefreshAsync(FakeCluster.Topic, CancellationToken.None);

        Table.Current.ShouldBeSameAs(before);
    }
}
