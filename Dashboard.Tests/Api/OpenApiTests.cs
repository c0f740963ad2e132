using System.Net;
using System.Text.Json;

namespace Dashboard.Tests.Api;

public sealed class OpenApiTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    public static TheoryData<string, string, string?, string?, string> Operations => new()
    {
        { "get", "/api/v1/clusters", null, "ClusterContract", "200" },
        { "get", "/api/v1/clusters/{cluster}/replication", null, "ReplicationContract", "200" },
        { "get", "/api/v1/clusters/{cluster}/nodes", null, "NodeContract", "200" },
        { "post", "/api/v1/clusters/{cluster}/nodes/{node}/stop", "NodeChangeContract", "NodeContract", "200" },
        { "post", "/api/v1/clusters/{cluster}/nodes/{node}/start", "NodeChangeContract", "NodeContract", "200" },
        { "post", "/api/v1/clusters/{cluster}/nodes/{node}/kill", "NodeChangeContract", "NodeContract", "200" },
        { "get", "/api/v1/clusters/{cluster}/topics", null, "TopicContract", "200" },
        { "post", "/api/v1/clusters/{cluster}/topics", "CreateTopicContract", null, "201" },
        { "get", "/api/v1/clusters/{cluster}/topics/{topic}", null, "TopicDetailContract", "200" },
        { "put", "/api/v1/clusters/{cluster}/topics/{topic}", "UpdateTopicContract", null, "204" },
        { "delete", "/api/v1/clusters/{cluster}/topics/{topic}", null, null, "204" },
        { "post", "/api/v1/clusters/{cluster}/topics/{topic}/messages", "SendContract", "SentContract", "200 207 502" },
        { "get", "/api/v1/clusters/{cluster}/groups", null, "GroupContract", "200" },
        { "post", "/api/v1/clusters/{cluster}/groups", "GroupSettingsContract", "GroupSettingsContract", "201" },
        { "get", "/api/v1/clusters/{cluster}/groups/{group}", null, "GroupDetailContract", "200" },
        { "put", "/api/v1/clusters/{cluster}/groups/{group}", "GroupSettingsContract", "GroupSettingsContract", "200" },
        { "delete", "/api/v1/clusters/{cluster}/groups/{group}", null, null, "204" },
        { "get", "/api/v1/clusters/{cluster}/groups/{group}/config", null, "GroupConfigContract", "200 404" },
        { "get", "/api/v1/clusters/{cluster}/groups/{group}/queues", null, "QueueContract", "200" },
        { "get", "/api/v1/clusters/{cluster}/groups/{group}/history", null, "HistoryContract", "200" },
        { "get", "/api/v1/clusters/{cluster}/groups/{group}/timeline", null, "TimelineContract", "200 404" },
        { "get", "/api/v1/clusters/{cluster}/queues", null, "GroupQueueContract", "200" },
        { "post", "/api/v1/clusters/{cluster}/groups/{group}/resets/plan", "ResetContract", "ResetPlanContract", "200" },
        { "post", "/api/v1/clusters/{cluster}/groups/{group}/resets", "ResetContract", "ResetResultContract", "200 207 502 409 410" },
        {
            "post", "/api/v1/clusters/{cluster}/groups/{group}/resets/{resetId}/undo", "UndoContract", "ResetResultContract",
            "200 207 502 404 409"
        },
        { "get", "/api/v1/audit", null, "AuditContract", "200 400 503" },
        { "get", "/api/v1/clusters/{cluster}/brokers/{broker}/consumer-offsets", null, "OffsetFileContract", "200" },
        {
            "put", "/api/v1/clusters/{cluster}/brokers/{broker}/consumer-offsets", "OffsetFileContract", "ImportResultContract",
            "200 207 502 400 404 409 413"
        },
        { "get", "/api/v1/clusters/{cluster}/clients", null, "ClientListContract", "200" },
        { "get", "/api/v1/clusters/{cluster}/groups/{group}/members", null, "ClientListContract", "200" },
        { "get", "/api/v1/clusters/{cluster}/groups/{group}/subscriptions", null, "GroupSubscriptionsContract", "200 404" },
        { "get", "/api/v1/clusters/{cluster}/groups/{group}/members/{clientId}", null, "RunningInfoContract", "200" },
        { "get", "/api/v1/clusters/{cluster}/messages", null, "MessagePageContract", "200 404" },
        { "get", "/api/v1/clusters/{cluster}/messages/body", null, null, "200 404" },
        { "post", "/api/v1/clusters/{cluster}/groups/{group}/consume", "ConsumeContract", "ConsumeResultContract", "200 409" },
        { "get", "/api/v1/clusters/{cluster}/dead-letters/export", null, null, "200" },
        { "get", "/api/v1/clusters/{cluster}/dead-letters/groups", null, "DeadLetterGroups", "200" },
        { "get", "/api/v1/clusters/{cluster}/dead-letters", null, "DeadLetterPageContract", "200" },
        { "post", "/api/v1/clusters/{cluster}/groups/{group}/resend", "ResendContract", "ResendResultContract", "200 207 502 409" },
        { "get", "/api/v1/demo/producers", null, "DemoProducerView", "200 409" },
        { "post", "/api/v1/demo/producers", "DemoProducerContract", "StartedContract", "201 409" },
        { "delete", "/api/v1/demo/producers/{id}", null, null, "204" },
        { "get", "/api/v1/demo/consumers", null, "DemoConsumerView", "200 409" },
        { "post", "/api/v1/demo/consumers", "DemoConsumerContract", "StartedContract", "201 409" },
        { "delete", "/api/v1/demo/consumers/{id}", null, null, "204" },
        { "get", "/api/v1/demo/scenarios", null, "DemoScenarioContract", "200 409" },
        { "post", "/api/v1/demo/scenarios/{id}", null, null, "204" },
        { "get", "/health/live", null, null, "200" },
        { "get", "/health/ready", null, null, "200 503" },
        { "get", "/metrics", null, null, "200" },
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Document_Operation_HasBodyAndAnswers(string method, string path, string? body, string? answer, string statuses)
    {
        var operation = (await DocumentAsync()).GetProperty("paths").GetProperty(path).GetProperty(method);

        var responses = operation.GetProperty("responses");
        foreach (var status in statuses.Split(' '))
        {
            responses.TryGetProperty(status, out _).ShouldBeTrue($"{status} of {method} {path}");
        }

        operation.TryGetProperty("requestBody", out var request).ShouldBe(body is not null);
        if (body is not null)
        {
            request.GetProperty("content").GetProperty("application/json").GetProperty("schema").GetRawText().ShouldContain($"/{body}\"");
        }

        if (answer is not null)
        {
            responses.GetProperty(statuses.Split(' ')[0]).GetProperty("content").GetProperty("application/json")
                .GetProperty("schema").GetRawText().ShouldContain($"/{answer}\"");
        }
    }

    [Fact]
    public async Task Document_Whole_IsVersion31AndHasNoOtherPaths()
    {
        var document = await DocumentAsync();

        document.GetProperty("openapi").GetString()!.ShouldStartWith("3.1");
        var told = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject(), (path, operation) => $"{operation.Name} {path.Name}");
        var expected = Operations.Select(row => $"{row[0]} {row[1]}");
        told.ShouldBe(expected, ignoreOrder: true);
        Ids(document).ShouldBeUnique();
    }

    [Fact]
    public async Task Document_Schemas_SpellTypesAsTheApiDoes()
    {
        var schemas = (await DocumentAsync()).GetProperty("components").GetProperty("schemas");

        var row = schemas.GetProperty("QueueContract").GetProperty("properties");
        row.GetProperty("brokerOffset").GetProperty("type").GetString().ShouldBe("integer");
        row.GetProperty("brokerOffset").GetProperty("format").GetString().ShouldBe("int64");
        row.GetProperty("lag").GetRawText().ShouldContain("\"null\"");
        row.GetProperty("sampledAt").GetProperty("format").GetString().ShouldBe("date-time");
        schemas.GetProperty("TopicType").GetProperty("enum").EnumerateArray().Select(one => one.GetString())
            .ShouldBe(["normal", "retry", "dlq", "system"], ignoreOrder: true);
        schemas.GetProperty("CreateTopicContract").GetProperty("required")[0].GetString().ShouldBe("name");
        schemas.GetProperty("DemoConsumerContract").GetProperty("required").EnumerateArray().Select(one => one.GetString())
            .ShouldBe(["group", "topic"]);
    }

    [Fact]
    public async Task Document_Queries_AreTold()
    {
        var paths = (await DocumentAsync()).GetProperty("paths");

        Queries(paths, "/api/v1/clusters/{cluster}/groups/{group}/queues", "get").ShouldBe(["topic", "format", "longs"], ignoreOrder: true);
        Queries(paths, "/api/v1/clusters/{cluster}/topics", "get").ShouldBe(["type", "longs"], ignoreOrder: true);
        const string offsets = "/api/v1/clusters/{cluster}/brokers/{broker}/consumer-offsets";
        Queries(paths, offsets, "get").ShouldBe(["before", "longs"], ignoreOrder: true);
        Queries(paths, offsets, "put").ShouldBe(["reason", "longs"], ignoreOrder: true);
        Queries(paths, "/api/v1/demo/consumers/{id}", "delete").ShouldBe(["kill"]);
        Queries(paths, "/api/v1/audit", "get").ShouldBe(
            ["format", "from", "to", "action", "cluster", "actor", "text", "before", "limit", "longs"], ignoreOrder: true);
        Queries(paths, "/api/v1/clusters/{cluster}/groups/{group}/resets/plan", "post").ShouldBe(["messages", "longs"], ignoreOrder: true);
    }

    private static string?[] Queries(JsonElement paths, string path, string method) =>
    [
        .. paths.GetProperty(path).GetProperty(method).GetProperty("parameters").EnumerateArray()
            .Where(one => one.GetProperty("in").GetString() == "query")
            .Select(one => one.GetProperty("name").GetString()),
    ];

    private static IEnumerable<string?> Ids(JsonElement document) => document.GetProperty("paths").EnumerateObject()
        .SelectMany(path => path.Value.EnumerateObject())
        .Select(operation => operation.Value.GetProperty("operationId").GetString());

    private async Task<JsonElement> DocumentAsync() =>
        (await console.Client.GetAsync("/openapi/v1.json")).ShouldBe(HttpStatusCode.OK).Json;
}
