using System.Text;
using Dashboard.Api.Contracts;
using Dashboard.Api.Problems;
using Dashboard.Changes.Operations;
using Dashboard.Clusters;
using Engine.Admin.Topics;
using Engine.Protocol.Messages;

namespace Dashboard.Api;

/// <summary>Topics: list, create, look at, delete, send to.</summary>
internal static class TopicEndpoints
{
    private const int DefaultQueues = 8;
    private const int ReadWrite = 6;

    public static void MapTopics(this RouteGroupBuilder api)
    {
        var topics = api.MapGroup("/clusters/{cluster}/topics").WithTags("topics");
        topics.MapGet("", ListAsync).WithName("listTopics").Produces<IReadOnlyList<TopicContract>>();
        topics.MapPost("", CreateAsync).WithName("createTopic").Accepts<CreateTopicContract>("application/json").Produces(201);
        topics.MapGet("/{topic}", ReadAsync).WithName("readTopic").Produces<TopicDetailContract>();
        topics.MapPut("/{topic}", UpdateAsync).WithName("updateTopic").Accepts<UpdateTopicContract>("application/json").Produces(204);
        topics.MapDelete("/{topic}", DeleteAsync).WithName("deleteTopic").Produces(204);
        topics.MapPost("/{topic}/messages", SendAsync).WithName("sendMessages")
            .Accepts<SendContract>("application/json").Produces<SentContract>();
    }

    private static async Task<IResult> ListAsync(
        HttpContext context,
        string cluster,
        string? type,
        ClusterRegistry clusters,
        CancellationToken cancellationToken)
    {
        var wanted = ParseType(type);
        var topics = await clusters.Get(cluster).ListTopicsAsync(cancellationToken);
        var rows = topics.Where(topic => wanted is null || topic.Type == wanted)
            .Select(topic => new TopicContract(topic.Name, topic.Type, topic.Queues, topic.MaxOffset, topic.Groups));
        return ApiJson.Result(context, rows.ToList());
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context,
        string cluster,
        ClusterOperations operations,
        CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<CreateTopicContract>(context.Request, cancellationToken);
        var name = body.Name ?? throw new InvalidBodyException("name", "name is missing; give the topic a name");
        var settings = new TopicSettings(name, body.Queues ?? DefaultQueues, body.Perm ?? ReadWrite, body.Brokers);
        await operations.CreateTopicAsync(cluster, settings, RequestActor.Of(context), null, cancellationToken);
        return TypedResults.Created($"{context.Request.PathBase}{context.Request.Path}/{Uri.EscapeDataString(name)}");
    }

    private static async Task<IResult> ReadAsync(
        HttpContext context,
        string cluster,
        string topic,
        ClusterRegistry clusters,
        CancellationToken cancellationToken)
    {
        var detail = await clusters.Get(cluster).GetTopicAsync(topic, cancellationToken);
        return ApiJson.Result(context, new TopicDetailContract(detail.Name, detail.Type, detail.Routes, detail.Queues, detail.Groups));
    }

    private static async Task<IResult> UpdateAsync(
        HttpContext context,
        string cluster,
        string topic,
        ClusterRegistry clusters,
        ClusterOperations operations,
        CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<UpdateTopicContract>(context.Request, cancellationToken);
        var routes = (await clusters.Get(cluster).GetTopicAsync(topic, cancellationToken)).Routes;
        var settings = new TopicSettings(
            topic,
            body.Queues ?? routes.Max(route => route.ReadQueues),
            body.Perm ?? routes[0].Perm,
            body.Brokers ?? [.. routes.Select(route => route.Broker)]);
        await operations.UpdateTopicAsync(cluster, settings, RequestActor.Of(context), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> DeleteAsync(
        HttpContext context,
        string cluster,
        string topic,
        ClusterOperations operations,
        CancellationToken cancellationToken)
    {
        await operations.DeleteTopicAsync(cluster, topic, RequestActor.Of(context), null, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> SendAsync(
        HttpContext context,
        string cluster,
        string topic,
        ClusterRegistry clusters,
        ClusterOperations operations,
        CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<SendContract>(context.Request, cancellationToken);
        await clusters.Get(cluster).GetTopicAsync(topic, cancellationToken);
        var message = new Message
        {
            Topic = topic,
            Body = BodyOf(body),
            Tags = body.Tags,
            Keys = body.Keys,
            Properties = body.Properties ?? new Dictionary<string, string>(),
        };
        var summary = await operations.SendAsync(cluster, message, body.Count ?? 1, RequestActor.Of(context), cancellationToken);
        return ApiJson.Result(context, SentContract.Of(summary), summary.Sent == 0 ? 502 : summary.Failed > 0 ? 207 : 200);
    }

    private static ReadOnlyMemory<byte> BodyOf(SendContract body)
    {
        if (body.Body is null == (body.BodyBase64 is null))
        {
            throw new InvalidBodyException("body", "give either body (text) or bodyBase64, and not both");
        }

        try
        {
            return body.Body is { } text ? Encoding.UTF8.GetBytes(text) : Convert.FromBase64String(body.BodyBase64!);
        }
        catch (FormatException)
        {
            throw new InvalidBodyException("bodyBase64", "bodyBase64 is not base64");
        }
    }

    private static TopicType? ParseType(string? type) => type switch
    {
        null or "" => null,
        "normal" => TopicType.Normal,
        "retry" => TopicType.Retry,
        "dlq" => TopicType.Dlq,
        "system" => TopicType.System,
        _ => throw new InvalidBodyException("type", $"type '{type}' is unknown; there is: normal, retry, dlq, system"),
    };
}
