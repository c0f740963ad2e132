using Engine.NameServer;
using Engine.Protocol;
using Engine.Protocol.Bodies;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;
using Engine.Remoting.Outbound;

namespace Engine.Tests.Broker.Registration;

/// <summary>A broker and a real name server.</summary>
[Trait("Behaviour", "F1")]
public sealed class RouteTests
{
    private const string NameServer = "127.0.0.1:9878";

    [Fact]
    public async Task Route_OfATopic_IsThereWithTheAnswerOfItsCreationAndGoneWithTheBroker()
    {
        await using var harness = await BrokerHarness.StartAsync(options => options with
        {
            NameServers = [NameServer, BrokerHarness.NameServerAddress],
        });
        await using var server = new NameServerNode(
            new NameServerOptions { Address = NameServer }, harness.Network, harness.Clock, harness.Log);
        await server.StartAsync(CancellationToken.None);
        await using var remoting = new RemotingClient(
            harness.Network, new Engine.Broker.Registration.NoRequests(), harness.Clock, harness.Log);

        await harness.NewClient().CreateTopicAsync(queues: 3);
        var route = await RouteAsync(remoting);
        await harness.StopBrokerAsync();

        route.Code.ShouldBe(ResponseCode.Success, route.Remark);
        var body = route.ReadBody<TopicRouteBody>();
        body.QueueDatas.ShouldHaveSingleItem().ReadQueueNums.ShouldBe(3);
        body.BrokerDatas.ShouldHaveSingleItem().BrokerAddrs[0].ShouldBe(BrokerHarness.Address);
        (await RouteAsync(remoting)).Code.ShouldBe(ResponseCode.TopicNotExist);
    }

    private static Task<RemotingCommand> RouteAsync(RemotingClient remoting) => Soon.Within(
        remoting.CallAsync(
            NameServer,
            RemotingCommand.Request(RequestCode.GetRouteInfoByTopic, new TopicHeader { Topic = BrokerClient.Topic }),
            TimeSpan.FromMinutes(1),
            CancellationToken.None),
        "the route");
}
