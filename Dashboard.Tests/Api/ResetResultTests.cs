using System.Net;
using System.Text.Json;
using Dashboard.Clusters;
using Dashboard.Tests.Clusters;
using Dashboard.Tests.Hosting;
using Engine.Admin.Offsets;
using Engine.Protocol;
using NSubstitute;

namespace Dashboard.Tests.Api;

/// <summary>What a reset answers when brokers refuse some of its queues, or all.</summary>
public sealed class ResetResultTests
{
    private const string Refusal = "broker-a did not answer";

    [Theory]
    [InlineData(0, HttpStatusCode.OK)]
    [InlineData(1, HttpStatusCode.MultiStatus)]
    [InlineData(2, HttpStatusCode.BadGateway)]
    public async Task Apply_QueuesRefused_TellsEveryRow(int refused, HttpStatusCode status)
    {
        await using var console = await TestConsole.StartAsync(Changer(refused));
        console.Gateway.Set(Sample.Group("g", Sample.Queue(10, 4), Sample.Queue(10, 5, queueId: 1)));
        using var client = new ApiClient(console.Address);

        var answer = (await client.PostAsync("clusters/embedded/groups/g/resets", new { mode = "earliest" })).ShouldBe(status);

        answer.MediaType.ShouldBe("application/json");
        answer.Json.GetProperty("resetId").GetString().ShouldNotBeNullOrEmpty();
        var rows = answer.Json.GetProperty("rows").EnumerateArray().ToArray();
        rows.Length.ShouldBe(2);
        rows.Count(row => row.GetProperty("error").ValueKind == JsonValueKind.String).ShouldBe(refused);
        rows.Count(row => row.GetProperty("after").ValueKind == JsonValueKind.Null).ShouldBe(refused);
    }

    [Fact]
    public async Task Change_OfAReadOnlyCluster_IsAConflictThatSaysSo()
    {
        await using var console = await TestConsole.StartAsync();
        using var client = new ApiClient(console.Address);

        (await client.PostAsync("clusters/embedded/groups/g/resets", new { mode = "earliest" }))
            .ShouldBeProblem(HttpStatusCode.Conflict, "read-only");
        (await client.DeleteAsync("clusters/embedded/topics/orders")).ShouldBeProblem(HttpStatusCode.Conflict, "read-only");
    }

    [Fact]
    public async Task Clusters_OneDoesNotAnswer_IsListedWithTheReason()
    {
        await using var console = await TestConsole.StartAsync();
        console.Gateway.Failure = new Engine.Admin.AdminException(Engine.Admin.AdminErrorKind.Unreachable, "nobody home");
        using var client = new ApiClient(console.Address);

        var cluster = (await client.GetAsync("clusters")).ShouldBe(HttpStatusCode.OK).Rows.ShouldHaveSingleItem();

        cluster.GetProperty("problem").GetString().ShouldBe("nobody home");
        cluster.GetProperty("brokers").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("groups")]
    [InlineData("groups/g")]
    [InlineData("groups/g/queues")]
    [InlineData("queues")]
    public async Task Figures_ClusterIsStarting_AreToBeAskedForAgain(string path)
    {
        var starting = new Engine.Admin.AdminException(Engine.Admin.AdminErrorKind.NotReady, "The cluster 'embedded' is starting");
        await using var console = await TestConsole.StartNotReadyAsync(starting);
        using var client = new ApiClient(console.Address);

        var answer = (await client.GetAsync($"clusters/embedded/{path}"))
            .ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "is starting");

        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("GET", "demo/producers")]
    [InlineData("GET", "demo/consumers")]
    [InlineData("POST", "demo/producers")]
    [InlineData("POST", "demo/consumers")]
    [InlineData("DELETE", "demo/producers/p1")]
    [InlineData("DELETE", "demo/consumers/c1")]
    public async Task Demo_EmbeddedClusterOff_IsAConflictThatNamesTheKey(string method, string path)
    {
        await using var console = await TestConsole.StartAsync();
        using var client = new ApiClient(console.Address);

        (await client.CallAsync(new HttpMethod(method), path, method == "POST" ? "{}" : null))
            .ShouldBeProblem(HttpStatusCode.Conflict, "Console:Embedded:Enabled");
    }

    [Fact]
    public async Task Queues_UnknownAndLargeOffsets_StayNullAndExact()
    {
        await using var console = await TestConsole.StartAsync();
        console.Gateway.Set(Sample.Group("big", Sample.Queue(9_007_199_254_740_993, 4), Sample.Queue(10, null, queueId: 1)));
        using var client = new ApiClient(console.Address);

        var json = await client.GetAsync("clusters/embedded/groups/big/queues");
        var csv = await client.GetAsync("clusters/embedded/groups/big/queues?format=csv");
        var detail = await client.GetAsync("clusters/embedded/groups/big?longs=string");

        json.Rows[0].GetProperty("brokerOffset").GetRawText().ShouldBe("9007199254740993");
        json.Rows[1].GetProperty("consumerOffset").ValueKind.ShouldBe(JsonValueKind.Null);
        json.Rows[1].GetProperty("lag").ValueKind.ShouldBe(JsonValueKind.Null);
        csv.Text.Split("\r\n")[2].ShouldContain(",1,0,10,,,,,");
        detail.Json.GetProperty("lag").GetString().ShouldBe("9007199254740989");
        detail.Json.GetProperty("lagUnknownQueues").GetInt32().ShouldBe(1);
    }

    private static IClusterChanger Changer(int refused)
    {
        var changer = Substitute.For<IClusterChanger>();
        changer.ResetOffsetsAsync(Arg.Any<string>(), Arg.Any<IReadOnlyList<QueueResetTarget>>(), Arg.Any<CancellationToken>())
            .Returns(call => Task.FromResult<IReadOnlyList<QueueResetResult>>(
                [.. call.Arg<IReadOnlyList<QueueResetTarget>>().Select((target, index) => Result(target.Queue, index < refused))]));
        return changer;
    }

    private static QueueResetResult Result(MessageQueue queue, bool refused) =>
        refused ? new(queue, 4, null, null, Refusal) : new(queue, 4, 0, null, null);
}
