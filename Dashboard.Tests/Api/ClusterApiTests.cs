using System.Net;

namespace Dashboard.Tests.Api;

/// <summary>Clusters, health, methods and pages of other sites: what every path has in common.</summary>
public sealed class ClusterApiTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    [Fact]
    public async Task Clusters_Get_TellsTheEmbeddedOneWithItsBrokers()
    {
        var cluster = (await console.Client.GetAsync("clusters")).ShouldBe(HttpStatusCode.OK).Rows.ShouldHaveSingleItem();

        cluster.GetProperty("name").GetString().ShouldBe("embedded");
        cluster.GetProperty("kind").GetString().ShouldBe("embedded");
        cluster.GetProperty("readOnly").GetBoolean().ShouldBeFalse();
        cluster.GetProperty("nameServers")[0].GetString().ShouldBe("127.0.0.1:9876");
        var brokers = cluster.GetProperty("brokers").EnumerateArray().ToArray();
        brokers.Select(broker => broker.GetProperty("name").GetString()).ShouldBe(["broker-a", "broker-b"]);
        brokers[0].GetProperty("id").GetInt64().ShouldBe(0);
        brokers[0].GetProperty("address").GetString().ShouldBe("127.0.0.1:10911");
        brokers[0].GetProperty("role").GetString().ShouldNotBeNullOrEmpty();
        brokers[0].GetProperty("state").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("/health/live", "live")]
    [InlineData("/health/ready", "ready")]
    public async Task Health_Running_IsOk(string path, string text) =>
        (await console.Client.GetAsync(path)).ShouldBe(HttpStatusCode.OK).Text.ShouldBe(text);

    [Theory]
    [InlineData("clusters/nowhere/topics")]
    [InlineData("clusters/nowhere/topics/t")]
    [InlineData("clusters/nowhere/groups")]
    [InlineData("clusters/nowhere/groups/g")]
    [InlineData("clusters/nowhere/groups/g/queues")]
    [InlineData("clusters/nowhere/queues")]
    public async Task Cluster_Unknown_IsNamed(string path) =>
        (await console.Client.GetAsync(path)).ShouldBeProblem(HttpStatusCode.NotFound, "'nowhere'", "embedded");

    [Theory]
    [InlineData("nothing")]
    [InlineData("nothing.json")]
    [InlineData("clusters/embedded/nothing")]
    [InlineData("/api/v2/clusters")]
    [InlineData("/api")]
    public async Task Path_Unknown_IsAProblemAndNoPage(string path) =>
        (await AskAsBrowserAsync(HttpMethod.Get, path)).ShouldBeProblem(HttpStatusCode.NotFound, "/openapi/v1.json");

    [Fact]
    public async Task Method_NotOffered_NamesThoseThatAre()
    {
        var answer = await AskAsBrowserAsync(HttpMethod.Patch, "clusters/embedded/topics");

        answer.ShouldBeProblem(HttpStatusCode.MethodNotAllowed, "PATCH", "GET", "POST");
        answer.ContentHeaders.Allow.ShouldBe(["GET", "HEAD", "POST"], ignoreOrder: true);
    }

    [Fact]
    public async Task Head_OfEveryRead_HasTheHeadersAndNoBody()
    {
        foreach (var path in new[] { "clusters", "clusters/embedded/topics", "clusters/embedded/queues?format=csv", "demo/producers" })
        {
            var answer = (await console.Client.CallAsync(HttpMethod.Head, path)).ShouldBe(HttpStatusCode.OK);

            answer.Text.ShouldBeEmpty(path);
            answer.MediaType.ShouldNotBeNull(path);
        }
    }

    [Fact]
    public async Task Options_OfAPath_ListsMethodsAndGrantsNothingToOtherSites()
    {
        var answer = (await console.Client.CallAsync(
            HttpMethod.Options, "clusters", change: request => request.Headers.Add("Origin", "http://evil.example")))
            .ShouldBe(HttpStatusCode.NoContent);

        answer.ContentHeaders.Allow.ShouldBe(["GET", "HEAD"], ignoreOrder: true);
        answer.Headers.Any(header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("POST", "clusters/embedded/topics")]
    [InlineData("DELETE", "clusters/embedded/groups/g")]
    [InlineData("POST", "demo/producers")]
    public async Task Change_FromAPageOfAnotherSite_IsRefused(string method, string path)
    {
        var name = console.NewName("foreign");

        var answer = await console.Client.CallAsync(
            new HttpMethod(method), path, new { name, topic = name }, request => request.Headers.Add("Origin", "http://evil.example"));

        answer.ShouldBeProblem(HttpStatusCode.Forbidden, "Origin");
        (await console.Client.GetAsync($"clusters/embedded/topics/{name}")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("clusters?longs=hex", "longs", "number, string")]
    [InlineData("clusters/embedded/topics?longs=1", "longs", "number, string")]
    [InlineData("clusters/embedded/topics?type=fancy", "type", "normal, retry, dlq, system")]
    [InlineData("clusters/embedded/queues?format=xml", "format", "json, csv, ndjson")]
    [InlineData("clusters/embedded/groups/g/queues?format=xml", "format", "json, csv, ndjson")]
    [InlineData("clusters/embedded/queues?format=csv&format=json", "format", "json, csv, ndjson")]
    public async Task Query_WrongValue_IsNamedWithWhatThereIs(string path, string field, string offered) =>
        (await console.Client.GetAsync(path)).ShouldBeInvalid(field, offered);

    private Task<ApiAnswer> AskAsBrowserAsync(HttpMethod method, string path) => console.Client.CallAsync(
        method, path, change: request => request.Headers.Add("Accept", "text/html"));
}
