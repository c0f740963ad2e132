using Engine.Client;
using Engine.Client.Api;
using Engine.Client.Instance;
using Engine.Protocol;
using Engine.Protocol.Codes;
using Engine.Protocol.Headers;

namespace Engine.Tests.Client.Api;

public sealed class NameServerApiTests : IAsyncLifetime
{
    private readonly ScriptedNode _second = new("127.0.0.1:9877");
    private FakeCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _cluster = await FakeCluster.StartAsync(queuesOnA: 1);
        await _cluster.ListenAsync(_second);
        _second.On(RequestCode.GetRouteInfoByTopic, RemotingCommand.Success(body: FakeCluster.RouteOf((_cluster.B, 1))));
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task FindRouteAsync_FirstNameServerGone_StaysWithTheNext()
    {
        var api = Api("127.0.0.1:9999", _second.Address);

        (await api.FindRouteAsync("T", CancellationToken.None)).ShouldNotBeNull();
        (await api.FindRouteAsync("T", CancellationToken.None)).ShouldNotBeNull();

        _second.CodesCame.Length.ShouldBe(2);
    }

    [Fact]
    public async Task FindRouteAsync_AllGone_NamesTheAddress()
    {
        var failure = await Should.ThrowAsync<ClientException>(
            () => Api("127.0.0.1:9999").FindRouteAsync("T", CancellationToken.None));

        failure.ResponseCode.ShouldBe(ClientErrorCode.ConnectBroker);
        failure.Message.ShouldContain("127.0.0.1:9999");
    }

    [Fact]
    public async Task FindRouteAsync_NoneConfigured_SaysSo() =>
        (await Should.ThrowAsync<ClientException>(() => Api().FindRouteAsync("T", CancellationToken.None)))
            .ResponseCode.ShouldBe(ClientErrorCode.NoNameServer);

    [Fact]
    public async Task FindRouteAsync_UnknownTopic_IsNull() =>
        (await Api(_cluster.NameServer.Address).FindRouteAsync("Nowhere", CancellationToken.None)).ShouldBeNull();

    [Fact]
    public async Task FindRouteAsync_UnreadableBody_IsAClientException()
    {
        _second.On(RequestCode.GetRouteInfoByTopic, RemotingCommand.Success() with { Body = "[]"u8.ToArray() });

        var failure = await Should.ThrowAsync<ClientException>(() => Api(_second.Address).FindRouteAsync("T", CancellationToken.None));

        failure.Message.ShouldContain("127.0.0.1:9877 to request 105 cannot be read");
    }

    [Fact]
    public async Task DeleteTopicAsync_TwoNameServers_ReachesBoth()
    {
        await Api(_cluster.NameServer.Address, _second.Address)
            .DeleteTopicAsync(new DeleteTopicInNameServerHeader { Topic = "T" }, CancellationToken.None);

        _cluster.NameServer.CodesCame.ShouldBe([RequestCode.DeleteTopicInNameServer]);
        _second.CodesCame.ShouldBe([RequestCode.DeleteTopicInNameServer]);
    }

    private NameServerApi Api(params string[] addresses) =>
        new ClientInstance(_cluster.Context with { NameServers = addresses }, null).Apis.NameServer;
}
