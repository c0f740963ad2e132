using System.Net.WebSockets;
using System.Text.Json;
using Dashboard.Figures.Live;
using Dashboard.Tests.Clusters;
using Dashboard.Tests.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Figures.Live;

/// <summary>The hub as another SignalR client sees it, through a real socket.</summary>
public sealed class LiveHubTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private TestConsole _console = null!;
    private HubClient _client = null!;

    public async Task InitializeAsync()
    {
        _console = await TestConsole.StartAsync();
        _client = await HubClient.ConnectAsync(_console.Address);
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _console.DisposeAsync();
    }

    [Fact]
    public async Task WatchGroup_ThenAChange_SendsTheSnapshotAndThenTheChangedRows()
    {
        _console.Gateway.Set(Sample.Group("h", Sample.Queue(10, 4), Sample.Queue(3, 3, queueId: 1)));
        var id = await _client.Hub.InvokeAsync<string>("WatchGroup", "embedded", "h");

        var snapshot = await _client.NextAsync("groupSnapshot", id);
        snapshot.GetProperty("rows").GetArrayLength().ShouldBe(2);
        snapshot.GetProperty("totals").GetProperty("lag").GetInt64().ShouldBe(6);

        await _console.Gateway.StreamsOpened.WaitForAsync(1);
        _console.Gateway.Set(Sample.Group("h", Sample.Queue(11, 4), Sample.Queue(3, 3, queueId: 1)));
        await _console.Gateway.SignalAsync();

        var changed = await _client.NextAsync("groupChanged", id, LagIs(7));
        changed.GetProperty("changedRows").EnumerateArray().Select(row => row.GetProperty("queueId").GetInt32()).ShouldContain(0);
        changed.GetProperty("sampledAt").GetDateTimeOffset().ShouldBeGreaterThan(snapshot.GetProperty("sampledAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task WatchGroup_LongsAsString_GivesDecimalStrings()
    {
        _console.Gateway.Set(Sample.Group("h", Sample.Queue(9_007_199_254_740_993, 4)));

        var id = await _client.Hub.InvokeAsync<string>("WatchGroup", "embedded", "h", new { longs = "string" });

        var row = (await _client.NextAsync("groupSnapshot", id)).GetProperty("rows")[0];
        row.GetProperty("brokerOffset").GetString().ShouldBe("9007199254740993");
        row.GetProperty("queueId").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task WatchTopicAndOverview_Unwatch_StopsOnlyThat()
    {
        var topic = await _client.Hub.InvokeAsync<string>("WatchTopic", "embedded", "orders");
        (await _client.NextAsync("topicSnapshot", topic)).GetProperty("totals").GetProperty("maxOffset").GetInt64().ShouldBe(10);
        var overview = await _client.Hub.InvokeAsync<string>("WatchOverview", "embedded");
        (await _client.NextAsync("overviewSnapshot", overview)).GetProperty("rows")[0].GetProperty("name").GetString().ShouldBe("g");

        await _client.Hub.InvokeAsync("Unwatch", topic);
        _console.Gateway.Set(Sample.Group("g", Sample.Queue(10, 10)));

        await _client.NextAsync("overviewChanged", overview, LagIs(0));
        var failure = await Should.ThrowAsync<HubException>(() => _client.Hub.InvokeAsync("Unwatch", topic));
        failure.Message.ShouldContain($"'{topic}'");
    }

    [Theory]
    [InlineData("WatchGroup", "prod", "g", "The cluster 'prod' does not exist")]
    [InlineData("WatchGroup", "embedded", "nobody", "The group 'nobody' does not exist")]
    [InlineData("WatchTopic", "embedded", "nothing", "The topic 'nothing' does not exist")]
    public async Task Watch_UnknownName_NamesIt(string method, string cluster, string name, string expected)
    {
        var failure = await Should.ThrowAsync<HubException>(() => _client.Hub.InvokeAsync<string>(method, cluster, name));

        failure.Message.ShouldContain(expected);
    }

    [Fact]
    public async Task WatchOverview_LongsNeitherNumberNorString_IsRefused()
    {
        var failure = await Should.ThrowAsync<HubException>(
            () => _client.Hub.InvokeAsync<string>("WatchOverview", "embedded", new { longs = "hex" }));

        failure.Message.ShouldContain("longs: 'hex' is neither number nor string.");
    }

    [Fact]
    public async Task Watch_OverTheBoundOfAConnection_IsRefused()
    {
        for (var watch = 0; watch < LiveConnection.MostWatches; watch++)
            await _client.Hub.InvokeAsync<string>("WatchOverview", "embedded");

        var failure = await Should.ThrowAsync<HubException>(() => _client.Hub.InvokeAsync<string>("WatchOverview", "embedded"));

        failure.Message.ShouldContain("unwatch one first");
    }

    [Fact]
    public async Task Group_Deleted_EndsTheWatchWithItsName()
    {
        var id = await _client.Hub.InvokeAsync<string>("WatchGroup", "embedded", "g");
        await _client.NextAsync("groupSnapshot", id);
        await _console.Gateway.StreamsOpened.WaitForAsync(1);

        _console.Gateway.Groups = _console.Gateway.Groups.Remove("g");
        await _console.Gateway.SignalAsync();

        (await _client.NextAsync("ended", id)).GetString().ShouldBe("The group 'g' does not exist.");
    }

    [Fact]
    public async Task Disconnect_OpenWatches_EndTheSampling()
    {
        await _client.Hub.InvokeAsync<string>("WatchGroup", "embedded", "g");
        await _console.Gateway.StreamsOpened.WaitForAsync(1);
        var connections = _console.Services.GetRequiredService<LiveConnections>();
        connections.Count.ShouldBe(1);

        await _client.DisposeAsync();
        await _console.Gateway.StreamsClosed.WaitForAsync(1);

        _console.Gateway.OpenStreams.ShouldBe(0);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    public async Task Connect_PageOfAnotherSite_IsRefused(string origin) =>
        (await Should.ThrowAsync<WebSocketException>(() => HubClient.ConnectAsync(_console.Address, origin)))
            .Message.ShouldContain("403");

    [Fact]
    public async Task Connect_OwnPage_IsLetIn()
    {
        await using var own = await HubClient.ConnectAsync(_console.Address, _console.Address.GetLeftPart(UriPartial.Authority));

        own.Hub.State.ShouldBe(HubConnectionState.Connected);
    }

    [Fact]
    public async Task Stop_OpenConnection_IsClosedAndDoesNotHoldUpTheStop()
    {
        await _client.Hub.InvokeAsync<string>("WatchOverview", "embedded");

        await _console.StopAsync().WaitAsync(TimeSpan.FromSeconds(5));

        await _client.Closed.Task.WaitAsync(Patience);
    }

    private static Func<JsonElement, bool> LagIs(long lag) =>
        payload => payload.GetProperty("totals").GetProperty("lag").GetInt64() == lag;
}
