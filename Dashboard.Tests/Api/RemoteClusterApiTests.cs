using System.Net;
using System.Text.Json.Nodes;

namespace Dashboard.Tests.Api;

/// <summary>
/// Clusters that run elsewhere, by REST: the same answers as at home, no change where it is read-only, and one that is away.
/// </summary>
public sealed class RemoteClusterApiTests(RemoteConsole consoles) : IClassFixture<RemoteConsole>
{
    /// <summary>What differs from one look at the same thing to the next.</summary>
    private static readonly string[] OfTheMoment =
    [
        "sampledAt", "at", "produceRate", "consumeRate", "etaSeconds", "timeLagMs", "source", "verdict", "verdictText", "lastUpdate",
        "evidence", "pulledOffset",
    ];

    [Fact]
    public async Task Clusters_Get_TellsEachWithItsKindAndTheOneThatIsAwayWithItsProblem()
    {
        var clusters = (await consoles.Near.GetAsync("clusters")).ShouldBe(HttpStatusCode.OK).Rows;

        clusters.Select(row => $"{row.GetProperty("name")} {row.GetProperty("kind")} {row.GetProperty("readOnly")}").ShouldBe(
            ["embedded embedded False", "far remote False", "looked-at remote True", "gone remote False"]);
        clusters[1].GetProperty("nameServers")[0].GetString().ShouldBe(consoles.Far.Embedded.NameServers[0]);
        clusters[1].GetProperty("brokers").GetArrayLength().ShouldBe(2);
        clusters[1].GetProperty("problem").GetString().ShouldBeNull();
        clusters[3].GetProperty("nameServers").GetArrayLength().ShouldBe(2);
        clusters[3].GetProperty("brokers").GetArrayLength().ShouldBe(0);
        clusters[3].GetProperty("problem").GetString().ShouldNotBeNull().ShouldContain("127.0.0.1:2");
    }

    [Fact]
    public async Task Read_EveryPath_AnswersAsTheClusterItself()
    {
        var (topic, group) = await consoles.Far.GroupBehindAsync();
        await consoles.SeenAsync(group);
        string[] paths =
        [
            "topics?type=normal", $"topics/{topic}", "groups", $"groups/{group}", $"groups/{group}/config", $"groups/{group}/queues",
            $"groups/{group}/members", $"groups/{group}/subscriptions", "queues", "clients", $"messages?topic={topic}",
            $"messages?topic={topic}&broker=broker-a&queueId=0&offset=3", "dead-letters/groups", "brokers/broker-a/consumer-offsets",
        ];

        foreach (var path in paths)
        {
            var own = (await consoles.Far.Client.GetAsync($"clusters/embedded/{path}")).ShouldBe(HttpStatusCode.OK);
            var remote = (await consoles.Near.GetAsync($"clusters/far/{path}")).ShouldBe(HttpStatusCode.OK);

            remote.MediaType.ShouldBe(own.MediaType, path);
            Lasting(remote.Text).ShouldBe(Lasting(own.Text), path);
        }

        var csv = (await consoles.Near.GetAsync($"clusters/far/groups/{group}/queues?format=csv")).ShouldBe(HttpStatusCode.OK);
        csv.Text.ShouldStartWith("topic,broker,queueId,");
    }

    [Fact]
    public async Task Reset_PlannedAppliedAndUndoneFromOutside_MovesTheClustersOwnOffsets()
    {
        var (topic, group) = await consoles.Far.GroupBehindAsync();
        var path = $"clusters/far/groups/{group}/resets";

        var plan = (await consoles.Near.PostAsync($"{path}/plan", new { mode = "shift", by = -2 })).ShouldBe(HttpStatusCode.OK).Json;
        (await OwnOffsetsAsync(group, topic)).ShouldBe([6, 6]);
        var applied = await consoles.Near.PostAsync(path, new { planId = plan.GetProperty("planId").GetString(), reason = "from outside" });
        var moved = await OwnOffsetsAsync(group, topic);
        var undone = await consoles.Near.PostAsync(
            $"{path}/{applied.ShouldBe(HttpStatusCode.OK).Json.GetProperty("resetId").GetString()}/undo", new { });

        moved.ShouldBe([4, 4]);
        undone.ShouldBe(HttpStatusCode.OK);
        (await OwnOffsetsAsync(group, topic)).ShouldBe([6, 6]);
    }

    [Fact]
    public async Task Topic_MadeFilledAndDeletedFromOutside_IsThereAndGoneForTheClusterItself()
    {
        var topic = consoles.Far.NewName("made-outside");

        (await consoles.Near.PostAsync("clusters/far/topics", new { name = topic, queues = 2 })).ShouldBe(HttpStatusCode.Created);
        var sent = await consoles.Near.PostAsync($"clusters/far/topics/{topic}/messages", new { body = "hello", keys = "k1", count = 3 });
        sent.ShouldBe(HttpStatusCode.OK).Json.GetProperty("sent").GetInt32().ShouldBe(3);
        var found = (await consoles.Far.Client.GetAsync($"clusters/embedded/messages?topic={topic}&key=k1")).ShouldBe(HttpStatusCode.OK);
        (await consoles.Near.DeleteAsync($"clusters/far/topics/{topic}")).ShouldBe(HttpStatusCode.NoContent);

        found.Json.GetProperty("messages").GetArrayLength().ShouldBe(3);
        (await consoles.Far.Client.GetAsync($"clusters/embedded/topics/{topic}")).ShouldBeProblem(HttpStatusCode.NotFound, topic);
    }

    [Fact]
    public async Task ReadOnly_AnyChange_IsAConflictAndNothingHappens()
    {
        var (topic, group) = await consoles.Far.GroupBehindAsync();
        const string root = "clusters/looked-at";

        (await consoles.Near.GetAsync($"{root}/groups/{group}/queues")).ShouldBe(HttpStatusCode.OK);
        (await consoles.Near.PostAsync($"{root}/groups/{group}/resets/plan", new { mode = "earliest" })).ShouldBe(HttpStatusCode.OK);
        ApiAnswer[] refused =
        [
            await consoles.Near.PostAsync($"{root}/groups/{group}/resets", new { mode = "earliest" }),
            await consoles.Near.PostAsync($"{root}/topics", new { name = "new-topic", queues = 1 }),
            await consoles.Near.PutAsync($"{root}/topics/{topic}", new { queues = 2 }),
            await consoles.Near.DeleteAsync($"{root}/topics/{topic}"),
            await consoles.Near.PostAsync($"{root}/topics/{topic}/messages", new { body = "x" }),
            await consoles.Near.PostAsync($"{root}/groups", new { name = "new-group" }),
            await consoles.Near.PutAsync($"{root}/groups/{group}", new { enabled = false }),
            await consoles.Near.DeleteAsync($"{root}/groups/{group}"),
        ];

        foreach (var answer in refused)
            answer.ShouldBeProblem(HttpStatusCode.Conflict, "read-only", "Console:Clusters:N:ReadOnly");

        (await OwnOffsetsAsync(group, topic)).ShouldBe([6, 6]);
    }

    [Fact]
    public async Task Nodes_OfARemoteCluster_AreNoneAndCannotBeStopped()
    {
        (await consoles.Near.GetAsync("clusters/far/nodes")).ShouldBe(HttpStatusCode.OK).Rows.ShouldBeEmpty();
        (await consoles.Near.PostAsync("clusters/far/nodes/broker-a/stop", new { }))
            .ShouldBeProblem(HttpStatusCode.Conflict, "not run by this console");
    }

    [Theory]
    [InlineData("topics")]
    [InlineData("groups")]
    [InlineData("groups/g/queues")]
    [InlineData("clients")]
    [InlineData("messages?topic=t")]
    public async Task Away_EveryRead_SaysWhoDidNotAnswer(string path) =>
        (await consoles.Near.GetAsync($"clusters/gone/{path}")).ShouldBeProblem(HttpStatusCode.BadGateway, "No name server answered");

    [Fact]
    public async Task Away_OneCluster_TheOthersDoNotNotice()
    {
        (await consoles.Near.GetAsync("/health/ready")).ShouldBe(HttpStatusCode.OK);
        (await consoles.Near.GetAsync("clusters/embedded/topics")).ShouldBe(HttpStatusCode.OK);
        var metrics = (await consoles.Near.GetAsync("/metrics")).ShouldBe(HttpStatusCode.OK).Text;

        metrics.ShouldContain("cluster=\"embedded\"");
        metrics.ShouldNotContain("cluster=\"gone\"");
    }

    /// <summary>What the cluster itself has now: samples of its console may be a second old.</summary>
    private async Task<long?[]> OwnOffsetsAsync(string group, string topic)
    {
        var figures = await consoles.Far.Embedded.Admin.ReadGroupProgressAsync(group, CancellationToken.None);
        return [.. figures.Queues.Where(queue => queue.Queue.Topic == topic).Select(queue => queue.ConsumerOffset)];
    }

    /// <summary>The answer without what changes by itself, each object's names in order.</summary>
    private static string Lasting(string json)
    {
        var node = JsonNode.Parse(json);
        Strip(node);
        return node!.ToJsonString();
    }

    private static void Strip(JsonNode? node)
    {
        if (node is JsonObject one)
        {
            foreach (var name in OfTheMoment)
                one.Remove(name);

            foreach (var (_, value) in one)
                Strip(value);
        }
        else if (node is JsonArray many)
        {
            foreach (var value in many)
                Strip(value);
        }
    }
}
