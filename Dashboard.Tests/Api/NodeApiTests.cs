using System.Net;
using Dashboard.Changes.Audit;
using Microsoft.Data.Sqlite;

namespace Dashboard.Tests.Api;

/// <summary>Nodes of the embedded cluster by REST.</summary>
public sealed class NodeApiTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    private const string Nodes = "clusters/embedded/nodes";

    [Fact]
    public async Task Nodes_Get_ListsNameServerAndBrokers()
    {
        var rows = (await console.Client.GetAsync(Nodes)).ShouldBe(HttpStatusCode.OK).Rows;

        rows.Select(row => $"{row.GetProperty("name").GetString()} {row.GetProperty("role").GetString()}")
            .ShouldBe(["name-server name server", "broker-a broker", "broker-b broker"]);
    }

    [Fact]
    public async Task StopAndStart_Broker_AnswersItsStateAndStandsInTheAudit()
    {
        var stopped = await console.Client.PostAsync($"{Nodes}/broker-b/stop", new { reason = "maintenance" });
        var again = await console.Client.PostAsync($"{Nodes}/broker-b/kill", new { });
        var started = await console.Client.CallAsync(HttpMethod.Post, $"{Nodes}/broker-b/start");

        stopped.ShouldBe(HttpStatusCode.OK).Json.GetProperty("state").GetString().ShouldBe("stopped");
        again.ShouldBeProblem(HttpStatusCode.Conflict, "broker-b is stopped");
        started.ShouldBe(HttpStatusCode.OK).Json.GetProperty("state").GetString().ShouldBe("running");
        var log = new AuditLog(console.Database, TimeProvider.System);
        var entries = await log.ReadNewestAsync(10, CancellationToken.None);
        entries.Where(entry => entry.Subject == "broker-b" && entry.Action is "node.stop" or "node.start").Take(2)
            .Select(entry => (entry.Action, entry.Actor, entry.Reason, entry.Outcome))
            .ShouldBe([("node.start", "local", null, "done"), ("node.stop", "local", "maintenance", "done")]);
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task Node_Unknown_IsNamedWithThoseThatAre() =>
        (await console.Client.PostAsync($"{Nodes}/broker-z/stop", new { }))
            .ShouldBeProblem(HttpStatusCode.NotFound, "broker-z", "name-server, broker-a, broker-b");

    [Fact]
    public async Task Reason_TooLong_IsRefusedBeforeAnythingHappens()
    {
        (await console.Client.PostAsync($"{Nodes}/broker-a/stop", new { reason = new string('x', 1001) }))
            .ShouldBeInvalid("reason", "1000");

        (await console.Client.GetAsync(Nodes)).Rows[1].GetProperty("state").GetString().ShouldBe("running");
    }
}
