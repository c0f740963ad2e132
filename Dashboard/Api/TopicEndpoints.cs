using Dashboard.Api.Contracts;
using Dashboard.Api.Problems;
using Dashboard.Changes.Operations;
using Dashboard.Clusters;
using Engine.Admin;
using Engine.Admin.Topics;

namespace Dashboard.Api;

/// <summary>Topics: list, create, look at, delete, send to.</summary>
internal static class TopicEndpoints
{
    private const string Json = "application/json";
    private const int DefaultQueues = 8;
    private const int ReadWrite = 6;

    public static void MapTopics(this RouteGroupBuilder api)
    {
        var topics = api.MapGroup("/clusters/{cluster}/topics").WithTags("topics");
        topics.MapRead("", ListAsync).WithName("listTopics").WithSummary("Topics, all or of one type")
            .Produces<IReadOnlyList<TopicContract>>();
        topics.MapChange("POST", "", CreateAsync).WithName("createTopic").WithSummary("Makes a topic; one that exists is a 409")
            .Accepts<CreateTopicContract>(Json).Produces(201);
        topics.MapRead("/{topic}", ReadAsync).WithName("readTopic").WithSummary("Route and queues of a topic")
            .Produces<TopicDetailContract>();
        topics.MapChange("PUT", "/{topic}", UpdateAsync).WithName("updateTopic").WithSummary("Changes queues or permission of a topic")
            .Accepts<UpdateTopicContract>(Json).Produces(204);
        topics.MapChange("DELETE", "/{topic}", DeleteAsync).WithName("deleteTopic").WithSummary("Deletes a topic with its messages")
            .Produces(204);
        topics.MapChange("POST", "/{topic}/messages", SendAsync).WithName("sendMessages").WithSummary("Sends a message, once or many times")
            .Accepts<SendContract>(Json).Produces<SentContract>().Produces<SentContract>(207).Produces<SentContract>(502);
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
        ClusterRegistry clusters,
        ClusterOperations operations,
        CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<CreateTopicContract>(context.Request, cancellationToken);
        var name = body.Name ?? throw new InvalidBodyException("name", "name is missing; give the topic a name");
        if ((await clusters.Get(cluster).ListTopicsAsync(cancellationToken)).FirstOrDefault(topic => topic.Name == name) is { } existing)
        {
            RequireOwn(existing.Type, name, "name");
            throw new AdminException(AdminErrorKind.Conflict, $"topic '{name}' exists already; PUT changes it") { Field = "name" };
        }

        var settings = new TopicSettings(name, body.Queues ?? DefaultQueues, body.Perm ?? ReadWrite, body.Brokers);
        await operations.CreateTopicAsync(cluster, settings, RequestActor.Of(context), null, cancellationToken);
        return TypedResults.Created($"{context.Request.PathBase}{context.Request.Path}/{Uri.EscapeDataString(name)}");
    }

    private static async Task<IResult> ReadAsync(
        HttpContext context,
        string cluster,
        string topic,
        ClusterRegistry clusters,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        var sampledAt = timeProvider.GetUtcNow();
        var detail = await clusters.Get(cluster).GetTopicAsync(topic, cancellationToken);
        return ApiJson.Result(context, TopicDetailContract.Of(detail, sampledAt));
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
        var current = await clusters.Get(cluster).GetTopicAsync(topic, cancellationToken);
        RequireOwn(current.Type, topic, "topic");
        var change = new TopicChange(topic)
        {
            Queues = body.Queues,
            WriteQueues = body.WriteQueues,
            Perm = body.Perm,
            Brokers = body.Brokers,
        };
        await operations.UpdateTopicAsync(cluster, change, body.Force ?? false, RequestActor.Of(context), cancellationToken);
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
        var message = body.ToMessage(topic);
        var summary = await operations.SendAsync(cluster, message, body.Count ?? 1, RequestActor.Of(context), cancellationToken);
        return ApiJson.Result(context, SentContract.Of(summary), summary.Sent == 0 ? 502 : summary.Failed > 0 ? 207 : 200);
    }

    private static void RequireOwn(TopicType type, string topic, string field)
    {
        if (type == TopicType.System)
        {
            throw new AdminException(AdminErrorKind.InvalidArgument, $"topic '{topic}' is RocketMQ's own and cannot be changed")
            {
                Field = field,
            };
        }
    }

    private static TopicType? ParseType(string? type) => type switch
    {
        null or "" => null,
        "normal" => TopicType.Normal,
        "retry" => TopicType.Retry,
        "dlq" => TopicType.Dlq,
        "system" => TopicType.System,
        _ => throw new InvalidBodyException("type", $"type '{Clip.Text(type)}' is unknown; there is: normal, retry, dlq, system"),
    };
}
